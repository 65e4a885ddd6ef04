// The naive beginning: the product is looked up by its name, for which there is no index.
MATCH (p:Product {name: $name})<-[:PURCHASED]-(u:User)
WITH p, collect(DISTINCT u) AS buyers
UNWIND buyers AS u
MATCH (u)-[:PURCHASED]->(other:Product) WHERE other <> p
RETURN other.id AS id, count(DISTINCT u) AS people ORDER BY people DESC, id LIMIT $limit
