// Two shoppers with few purchases who are as far from each other as any of their kind.
MATCH (u:User)-[:PURCHASED]->(p:Product)
WITH u, count(DISTINCT p) AS products WHERE products <= 2
WITH u ORDER BY u.id LIMIT 25
WITH collect(u) AS quiet
UNWIND quiet AS one UNWIND quiet AS other
WITH one, other WHERE one.id < other.id
MATCH way = shortestPath((one)-[:PURCHASED*..10]-(other))
RETURN one.id AS one, other.id AS other, length(way) AS steps ORDER BY steps DESC, one, other LIMIT 1
