-- Orders, each with what is wrong with its total.
SELECT o.id,
       CASE WHEN lines.total IS NULL THEN 'it has no lines'
            WHEN o.total <> lines.total THEN format('the total is %%s, its lines make %%s', o.total, lines.total) END AS detail
FROM orders o
CROSS JOIN LATERAL (SELECT sum(i.quantity * i.unit_price) AS total FROM order_items i WHERE i.order_id = o.id) lines
WHERE o.id > %(after)s AND (%(only)s::text[] IS NULL OR o.id = ANY(%(only)s::text[]))
ORDER BY o.id
LIMIT %(limit)s
