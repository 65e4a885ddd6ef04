-- The writer's name, and whether the product exists: both stand in PostgreSQL.
SELECT u.name AS author, EXISTS (SELECT 1 FROM products WHERE id = %(product_id)s) AS product_exists
FROM users u WHERE u.id = %(user_id)s
