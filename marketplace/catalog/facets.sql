-- How many products each value of each filter would leave, under all the other filters: that is why each facet leaves
-- its own out. Within a search, of what it found alone.
SELECT 'craft' AS facet, c.id AS value, c.name AS label, count(*) AS products
FROM products_within(
        NULL, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
    ) AS p
JOIN categories c ON c.id = p.category_id
WHERE %(ids)s::text[] IS NULL OR p.id = ANY (%(ids)s)
GROUP BY c.id
UNION ALL
(SELECT 'maker', s.id, s.name, count(*)
 FROM products_within(
        %(category_id)s::text, NULL, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
    ) AS p
 JOIN sellers s ON s.id = p.seller_id
 WHERE %(ids)s::text[] IS NULL OR p.id = ANY (%(ids)s)
 GROUP BY s.id
 ORDER BY count(*) DESC, s.name
 LIMIT %(most)s)
UNION ALL
SELECT 'price', width_bucket(p.price, %(bands)s::numeric[])::text, NULL, count(*)
FROM products_within(
        %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, NULL, NULL,
        %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
    ) AS p
WHERE p.price IS NOT NULL AND (%(ids)s::text[] IS NULL OR p.id = ANY (%(ids)s))
GROUP BY 2
UNION ALL
SELECT 'rating', stars::text, NULL, count(*)
FROM products_within(
        %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        %(in_stock)s::boolean, NULL, %(material)s::text
    ) AS p
JOIN product_facts f ON f.product_id = p.id
JOIN generate_series(1, 5) AS stars ON f.rating >= stars
WHERE %(ids)s::text[] IS NULL OR p.id = ANY (%(ids)s)
GROUP BY stars
UNION ALL
SELECT 'stock', '1', NULL, count(*)
FROM products_within(
        %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        true, %(min_rating)s::real, %(material)s::text
    ) AS p
WHERE %(ids)s::text[] IS NULL OR p.id = ANY (%(ids)s)
HAVING count(*) > 0
UNION ALL
(SELECT 'material', m, m, count(*)
 FROM products_within(
        %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        %(in_stock)s::boolean, %(min_rating)s::real, NULL
    ) AS p
 JOIN product_facts f ON f.product_id = p.id, unnest(f.materials) AS m
 WHERE %(ids)s::text[] IS NULL OR p.id = ANY (%(ids)s)
 GROUP BY m
 ORDER BY count(*) DESC, m
 LIMIT %(most)s)
