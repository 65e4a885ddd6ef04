-- Everything the graph has nodes of, one kind after another; a kind's columns it does not have are null.
SELECT 'Category' AS label, id, name, NULL AS location, NULL::float8 AS price, NULL AS category, NULL AS seller FROM categories
UNION ALL
SELECT 'Seller', id, name, NULL, NULL, NULL, NULL FROM sellers
UNION ALL
SELECT 'Product', id, name, NULL, price::float8, category_id, seller_id FROM products
UNION ALL
SELECT 'User', id, name, location, NULL, NULL, NULL FROM users
