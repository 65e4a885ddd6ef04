// How does the graph lead from a shopper to a product? Over what they bought and its edge to it; and over people who bought
// both, a few of them, to see.
MATCH (me:User {id: $user_id})-[r:PURCHASED]->(p:Product)-[e:ALSO_BOUGHT|SIMILAR_TO]->(other:Product {id: $product_id})
WITH me, p, other, e, max(r.at) AS at
ORDER BY e.people DESC, at DESC, p.id
LIMIT 4
RETURN me.id AS user_id, me.name AS user, p.id AS via_id, p.name AS via, type(e) AS kind, e.score AS score,
       e.people AS people, other.id AS id, other.name AS name,
       COLLECT {
           MATCH (p)<-[:PURCHASED]-(u:User)-[:PURCHASED]->(other) WHERE u <> me
           RETURN DISTINCT {id: u.id, name: u.name} AS person ORDER BY person.id LIMIT 3
       } AS buyers
