// What is said of it is like what is said of these (from the vectors in PostgreSQL, kept as relationships).
MATCH (:Product {id: $product_id})-[s:SIMILAR_TO]->(other:Product)
RETURN other.id AS id, other.name AS name, s.score AS score ORDER BY score DESC, id LIMIT $limit
