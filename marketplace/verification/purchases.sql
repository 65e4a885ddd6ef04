-- Shoppers with what they bought and kept, a product of an order once: what their PURCHASED relationships should be. With
-- each, the orders of theirs of which the graph is still to hear, from the same moment: those are left out.
WITH waiting AS (
    SELECT e.payload ->> 'user_id' AS user_id, array_agg(e.aggregate_id) AS orders
    FROM deliveries d JOIN outbox e ON e.id = d.event
    WHERE d.destination = 'graph' AND d.delivered_at IS NULL AND d.dead_at IS NULL
    GROUP BY 1
)
SELECT u.id, coalesce(waiting.orders, '{}') AS waiting, bought.lines
FROM users u
LEFT JOIN waiting ON waiting.user_id = u.id
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_array(l.product_id, l.order_id, l.quantity, l.price, l.at)), '[]') AS lines
    FROM (
        SELECT i.product_id, o.id AS order_id, sum(i.quantity)::integer AS quantity,
               round(sum(i.quantity * i.unit_price) / sum(i.quantity), 2)::float8 AS price,
               floor(extract(epoch FROM o.placed_at) * 1000)::bigint AS at
        FROM orders o JOIN order_items i ON i.order_id = o.id
        WHERE o.user_id = u.id AND o.status NOT IN ('cancelled', 'returned')
        GROUP BY i.product_id, o.id
    ) l
) bought
WHERE u.id > %(after)s AND (%(only)s::text[] IS NULL OR u.id = ANY(%(only)s::text[]))
ORDER BY u.id
LIMIT %(limit)s
