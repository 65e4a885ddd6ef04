// Naive: every way from me to a product that I do not have, counted; the graph is asked again for each whether I have it.
MATCH (me:User {id: $user_id})-[:PURCHASED]->(:Product)<-[:PURCHASED]-(other:User)-[:PURCHASED]->(p:Product)
WHERE other <> me AND NOT EXISTS { (me)-[:PURCHASED]->(p) }
RETURN p.id AS id, count(*) AS score ORDER BY score DESC, id LIMIT $limit
