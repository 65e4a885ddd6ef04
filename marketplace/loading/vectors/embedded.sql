-- Every product that has a vector.
SELECT product_id AS id FROM product_embeddings ORDER BY product_id
