// Nodes that no look holds on to, a stretch at a time; and the notes of what was worked out, or it would be taken for done.
MATCH (n:User|Product|Category|Seller|Computed) WHERE NOT EXISTS { (n)-[:VIEWED]-() }
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS dropped
