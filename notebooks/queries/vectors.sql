-- Every product's vector, with what it is.
SELECT p.name, c.name AS craft, e.embedding
FROM product_embeddings e JOIN products p ON p.id = e.product_id JOIN categories c ON c.id = p.category_id
ORDER BY p.id
