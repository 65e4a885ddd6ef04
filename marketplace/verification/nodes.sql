-- Rows that the graph has nodes of, of one kind; the columns that a kind does not have are null.
SELECT id, name, location, price, category, seller
FROM (
    SELECT 'Category' AS label, id, name, NULL AS location, NULL::float8 AS price, NULL AS category, NULL AS seller FROM categories
    UNION ALL
    SELECT 'Seller', id, name, NULL, NULL, NULL, NULL FROM sellers
    UNION ALL
    SELECT 'Product', id, name, NULL, price::float8, category_id, seller_id FROM products
    UNION ALL
    SELECT 'User', id, name, location, NULL, NULL, NULL FROM users
) node
WHERE label = %(label)s AND id > %(after)s AND (%(only)s::text[] IS NULL OR id = ANY(%(only)s::text[]))
ORDER BY id
LIMIT %(limit)s
