-- Stock down and sold up, the lines at the database's own prices, the order's total from those lines, and the event with
-- a row for each destination that is to hear of it: one statement, one round trip, and the order comes back with it. The
-- rows of the products are locked already; CHECK (stock >= 0) stands behind it all.
WITH taken AS (
    UPDATE products p SET stock = p.stock - w.quantity, sold = p.sold + w.quantity
    FROM unnest(%(ids)s::text[], %(quantities)s::integer[]) WITH ORDINALITY AS w(id, quantity, line)
    WHERE p.id = w.id
    RETURNING w.line, p.id, p.name, w.quantity, p.price
), lines AS (
    INSERT INTO order_items (order_id, line, product_id, quantity, unit_price)
    SELECT %(order_id)s, line, id, quantity, price FROM taken
    RETURNING line, product_id, quantity, unit_price
), priced AS (
    UPDATE orders SET total = (SELECT sum(quantity * unit_price) FROM lines) WHERE id = %(order_id)s
    RETURNING id, user_id, status, total, placed_at
), items AS (
    SELECT jsonb_agg(jsonb_build_object('product_id', product_id, 'quantity', quantity, 'unit_price', unit_price::text)
                     ORDER BY line) AS told
    FROM lines
), event AS (
    INSERT INTO outbox (kind, aggregate_id, sequence, payload)
    SELECT 'order_placed', priced.id, 1, jsonb_build_object(
        'order_id', priced.id, 'user_id', priced.user_id, 'placed_at', priced.placed_at, 'items', items.told)
    FROM priced, items
    RETURNING id, event_id
), told AS (
    INSERT INTO deliveries (event, destination) SELECT event.id, d.name FROM event, unnest(%(destinations)s::text[]) AS d(name)
)
SELECT event.event_id::text AS event_id, priced.*,
       (SELECT jsonb_agg(jsonb_build_object('line', line, 'product_id', id, 'name', name, 'quantity', quantity,
                                            'unit_price', price::text) ORDER BY line) FROM taken) AS items
FROM priced, event
