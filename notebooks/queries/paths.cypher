// Step 1: what else did buyers of this buy? Every way from one to the other counts.
MATCH (:Product {id: $product_id})<-[:PURCHASED]-(:User)-[:PURCHASED]->(other:Product)
WHERE other.id <> $product_id
RETURN other.id AS id, other.name AS name, count(*) AS count ORDER BY count DESC, id LIMIT $limit
