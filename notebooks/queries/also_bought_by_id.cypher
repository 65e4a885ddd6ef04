// The same, beginning at the index.
MATCH (p:Product {id: $id})<-[:PURCHASED]-(u:User)
WITH p, collect(DISTINCT u) AS buyers
UNWIND buyers AS u
MATCH (u)-[:PURCHASED]->(other:Product) WHERE other <> p
RETURN other.id AS id, count(DISTINCT u) AS people ORDER BY people DESC, id LIMIT $limit
