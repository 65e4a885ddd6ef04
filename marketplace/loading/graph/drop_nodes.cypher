// Nodes that no look holds on to, a stretch at a time.
MATCH (n:User|Product|Category|Seller) WHERE NOT EXISTS { (n)-[:VIEWED]-() }
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS dropped
