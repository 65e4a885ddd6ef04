-- Orders with the total of their lines: new ones, and those that differ. An order without a time keeps that of its first load.
WITH wanted AS (
    SELECT s.id, s.user_id, s.status, s.placed_at, t.total
    FROM staged_orders s
    JOIN (
        SELECT order_id, (sum(quantity * unit_price_cents) / 100)::numeric(14, 2) AS total
        FROM staged_items
        GROUP BY order_id
    ) t ON t.order_id = s.id
)
INSERT INTO orders (id, user_id, status, total, placed_at)
SELECT w.id, w.user_id, w.status, w.total, COALESCE(w.placed_at, o.placed_at, now())
FROM wanted w
LEFT JOIN orders o ON o.id = w.id
WHERE o.id IS NULL
   OR (o.user_id, o.status, o.total) IS DISTINCT FROM (w.user_id, w.status, w.total)
   OR o.placed_at <> w.placed_at
ON CONFLICT (id) DO UPDATE
    SET user_id = EXCLUDED.user_id, status = EXCLUDED.status, total = EXCLUDED.total, placed_at = EXCLUDED.placed_at
