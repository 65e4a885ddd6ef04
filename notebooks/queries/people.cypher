// Step 2: people are counted, however often each of them came back.
MATCH (:Product {id: $product_id})<-[:PURCHASED]-(u:User)-[:PURCHASED]->(other:Product)
WHERE other.id <> $product_id
RETURN other.id AS id, other.name AS name, count(DISTINCT u) AS count ORDER BY count DESC, id LIMIT $limit
