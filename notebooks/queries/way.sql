-- The same, of tables: from one shopper to all who share a product, to all who share one with these, until the other is met.
WITH RECURSIVE bought AS MATERIALIZED (
    SELECT DISTINCT o.user_id, i.product_id
    FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.status NOT IN ('cancelled', 'returned')
), near AS MATERIALIZED (
    SELECT DISTINCT a.user_id AS one, b.user_id AS other FROM bought a JOIN bought b USING (product_id) WHERE a.user_id <> b.user_id
), walk AS (
    SELECT %(one)s AS user_id, 0 AS steps
    UNION
    SELECT n.other, w.steps + 2 FROM walk w JOIN near n ON n.one = w.user_id WHERE w.steps < 10
)
SELECT min(steps) AS steps FROM walk WHERE user_id = %(other)s
