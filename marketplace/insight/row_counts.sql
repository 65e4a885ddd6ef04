-- Rows of each table, counted: exact at any moment, and an index-only scan each. One round trip for all.
SELECT 'categories' AS name, count(*) AS count FROM categories
UNION ALL SELECT 'deliveries', count(*) FROM deliveries
UNION ALL SELECT 'order_items', count(*) FROM order_items
UNION ALL SELECT 'orders', count(*) FROM orders
UNION ALL SELECT 'outbox', count(*) FROM outbox
UNION ALL SELECT 'product_embeddings', count(*) FROM product_embeddings
UNION ALL SELECT 'product_looks', count(*) FROM product_looks
UNION ALL SELECT 'products', count(*) FROM products
UNION ALL SELECT 'sellers', count(*) FROM sellers
UNION ALL SELECT 'users', count(*) FROM users
ORDER BY name
