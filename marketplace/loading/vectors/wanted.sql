-- Each product's words, and the hash of what its stored vector was made from.
SELECT p.id, p.name, c.name AS craft, p.tags, p.description, e.model, e.content_hash
FROM products p
LEFT JOIN categories c ON c.id = p.category_id
LEFT JOIN product_embeddings e ON e.product_id = p.id
ORDER BY p.id
