-- Nearest to a product that is there already: its own vector is the query, and it is left out of its own answer.
SELECT e.product_id AS id, e.embedding <=> (SELECT embedding FROM product_embeddings WHERE product_id = %(product_id)s) AS distance
FROM product_embeddings e
WHERE e.product_id <> %(product_id)s
ORDER BY e.embedding <=> (SELECT embedding FROM product_embeddings WHERE product_id = %(product_id)s)
LIMIT %(limit)s
