-- One product's vector. A product deleted while it was encoded has no row to refer to, and is passed over.
INSERT INTO product_embeddings (product_id, model, content_hash, embedding)
SELECT p.id, %(model)s, %(content_hash)s, %(embedding)s
FROM products p
WHERE p.id = %(product_id)s
FOR KEY SHARE
ON CONFLICT (product_id) DO UPDATE
    SET model = EXCLUDED.model, content_hash = EXCLUDED.content_hash, embedding = EXCLUDED.embedding
