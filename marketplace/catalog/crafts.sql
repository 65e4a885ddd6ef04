-- Every craft with its number of products under the other filters: the counts beside the craft filter. A craft that
-- has none stays in the list with 0, so that the list does not jump while one filters.
SELECT c.id, c.name, c.description, count(p.id) AS products
FROM categories c
LEFT JOIN products_within(
    NULL, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
    %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
) AS p ON p.category_id = c.id
GROUP BY c.id
ORDER BY c.name
