-- The same of those shoppers alone who bought one of some products: all that these products' own edges depend on, but for
-- how often the others were bought.
SELECT o.user_id, i.product_id, floor(extract(epoch FROM o.placed_at) * 1000)::bigint AS at
FROM orders o
JOIN order_items i ON i.order_id = o.id
WHERE o.status NOT IN ('cancelled', 'returned') AND o.user_id IN (
    SELECT b.user_id
    FROM order_items l
    JOIN orders b ON b.id = l.order_id
    WHERE l.product_id = ANY (%(products)s) AND b.status NOT IN ('cancelled', 'returned')
)
