-- The lines at the database's own prices, the order's total from those lines, and the event for the other stores: one
-- statement, one round trip.
WITH lines AS (
    INSERT INTO order_items (order_id, line, product_id, quantity, unit_price)
    SELECT %(order_id)s, w.line, p.id, w.quantity, p.price
    FROM unnest(%(ids)s::text[], %(quantities)s::integer[]) WITH ORDINALITY AS w(id, quantity, line)
    JOIN products p ON p.id = w.id
    RETURNING line, product_id, quantity, unit_price
), priced AS (
    UPDATE orders SET total = (SELECT sum(quantity * unit_price) FROM lines) WHERE id = %(order_id)s
    RETURNING id, user_id, placed_at, total
)
INSERT INTO outbox (kind, aggregate_id, payload)
SELECT 'order_placed', priced.id, jsonb_build_object(
    'order_id', priced.id, 'user_id', priced.user_id, 'placed_at', priced.placed_at,
    'items', (SELECT jsonb_agg(jsonb_build_object('product_id', product_id, 'quantity', quantity, 'unit_price', unit_price::text)
                               ORDER BY line) FROM lines))
FROM priced
RETURNING event_id::text
