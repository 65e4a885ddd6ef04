-- A shopper's orders, newest first, each with its lines as one JSON array: one round trip, no row repeated. With an
-- order id, that order alone, and only if it is this shopper's. A page begins after the last order of the one before, by
-- the place it has in the index (keyset): however far down, it costs the same, and an order placed meanwhile shifts nothing.
SELECT o.id, o.user_id, o.status, o.total, o.placed_at,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('line', i.line, 'product_id', i.product_id, 'name', p.name,
                                            'quantity', i.quantity, 'unit_price', i.unit_price::text) ORDER BY i.line), '[]')
        FROM order_items i JOIN products p ON p.id = i.product_id WHERE i.order_id = o.id) AS items
FROM orders o
WHERE o.user_id = %(user_id)s AND (%(order_id)s::text IS NULL OR o.id = %(order_id)s)
  AND (%(before)s::text IS NULL
       OR (o.placed_at, o.id) < (SELECT last.placed_at, last.id FROM orders last
                                 WHERE last.id = %(before)s AND last.user_id = %(user_id)s))
ORDER BY o.placed_at DESC, o.id DESC
LIMIT %(limit)s
