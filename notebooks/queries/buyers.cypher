// How many purchases of each product there are, and by how many people.
MATCH (u:User)-[:PURCHASED]->(p:Product)
RETURN p.id AS id, p.name AS name, count(*) AS purchases, count(DISTINCT u) AS people
ORDER BY purchases - people DESC, id
