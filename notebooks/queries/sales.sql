-- Sales by month, of orders that stand.
SELECT to_char(date_trunc('month', o.placed_at AT TIME ZONE 'UTC'), 'YYYY-MM') AS month, sum(i.quantity * i.unit_price) AS sales
FROM orders o JOIN order_items i ON i.order_id = o.id
WHERE o.status NOT IN ('cancelled', 'returned')
GROUP BY month ORDER BY month
