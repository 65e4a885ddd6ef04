-- One product's look. A product deleted while its picture was measured has no row to refer to, and is passed over.
INSERT INTO product_looks (product_id, measure, picture_hash, look)
SELECT p.id, %(measure)s, %(picture_hash)s, %(look)s
FROM products p
WHERE p.id = %(product_id)s
FOR KEY SHARE
ON CONFLICT (product_id) DO UPDATE
    SET measure = EXCLUDED.measure, picture_hash = EXCLUDED.picture_hash, look = EXCLUDED.look
