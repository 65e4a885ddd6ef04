-- Products, each with what is wrong with its count of units sold: it is kept by checkout and cancelling, and should say what
-- the lines of orders that stand say.
SELECT p.id,
       CASE WHEN p.sold <> lines.sold THEN format('sold is %%s, the lines of its orders say %%s', p.sold, lines.sold) END AS detail
FROM products p
CROSS JOIN LATERAL (
    SELECT coalesce(sum(i.quantity), 0) AS sold
    FROM order_items i JOIN orders o ON o.id = i.order_id
    WHERE i.product_id = p.id AND o.status NOT IN ('cancelled', 'returned')
) lines
WHERE p.id > %(after)s AND (%(only)s::text[] IS NULL OR p.id = ANY(%(only)s::text[]))
ORDER BY p.id
LIMIT %(limit)s
