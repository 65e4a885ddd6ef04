-- Every craft with its number of products under the other filters: the counts beside the craft filter. A craft that
-- has none stays in the list with 0, so that the list does not jump while one filters.
SELECT c.id, c.name, c.description, count(p.id) AS products
FROM categories c
LEFT JOIN products p ON p.category_id = c.id
      AND (%(seller_id)s::text IS NULL OR p.seller_id = %(seller_id)s)
      AND (%(tag)s::text IS NULL OR p.tags @> ARRAY[%(tag)s::text])
      AND (%(min_price)s::numeric IS NULL OR p.price >= %(min_price)s)
      AND (%(max_price)s::numeric IS NULL OR p.price <= %(max_price)s)
      AND (NOT %(in_stock)s OR p.stock > 0 AND p.price IS NOT NULL)
GROUP BY c.id
ORDER BY c.name
