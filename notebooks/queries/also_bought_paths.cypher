// Step 3: people who bought both, of all who bought either (Jaccard), so that best sellers are not everybody's neighbour. At
// least $support of them, before a likeness is believed. All of it is walked anew at each look.
MATCH (p:Product {id: $product_id})<-[:PURCHASED]-(u:User)
WITH p, collect(DISTINCT u) AS buyers
UNWIND buyers AS u
MATCH (u)-[:PURCHASED]->(other:Product) WHERE other <> p
WITH buyers, other, count(DISTINCT u) AS people
WHERE people >= $support
WITH size(buyers) AS here, other, people, COUNT { MATCH (o:User)-[:PURCHASED]->(other) RETURN DISTINCT o } AS there
RETURN other.id AS id, other.name AS name, people, there AS buyers, toFloat(people) / (here + there - people) AS score
ORDER BY score DESC, people DESC, id
LIMIT $limit
