-- Nearest by meaning: ORDER BY the distance itself, ascending, is the only form that uses the HNSW index. Its iterative
-- scan (set for the transaction) goes on until enough rows pass the filter.
SELECT e.product_id AS id, e.embedding <=> %(vector)s AS distance
FROM product_embeddings e
JOIN products p ON p.id = e.product_id
WHERE %(category_id)s::text IS NULL OR p.category_id = %(category_id)s
ORDER BY e.embedding <=> %(vector)s
LIMIT %(limit)s
