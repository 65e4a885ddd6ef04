-- Lines of orders: new ones, and those that differ.
WITH wanted AS (
    SELECT order_id, line, product_id, quantity, (unit_price_cents::numeric / 100)::numeric(12, 2) AS unit_price
    FROM staged_items
)
INSERT INTO order_items (order_id, line, product_id, quantity, unit_price)
SELECT w.order_id, w.line, w.product_id, w.quantity, w.unit_price
FROM wanted w
LEFT JOIN order_items i ON i.order_id = w.order_id AND i.line = w.line
WHERE i.order_id IS NULL
   OR (i.product_id, i.quantity, i.unit_price) IS DISTINCT FROM (w.product_id, w.quantity, w.unit_price)
ON CONFLICT (order_id, line) DO UPDATE
    SET product_id = EXCLUDED.product_id, quantity = EXCLUDED.quantity, unit_price = EXCLUDED.unit_price
