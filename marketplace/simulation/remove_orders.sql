-- The simulation's orders; their lines go with them, and are counted as they stood before.
WITH gone AS (
    DELETE FROM orders WHERE user_id LIKE %(prefix)s || '%%' RETURNING id
)
SELECT count(*) AS orders, (SELECT count(*) FROM order_items WHERE order_id IN (SELECT id FROM gone)) AS lines
FROM gone
