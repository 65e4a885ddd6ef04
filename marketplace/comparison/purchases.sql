-- Who bought which product and kept it, a row a line of an order: what the graph has PURCHASED relationships of.
SELECT o.user_id, i.product_id
FROM orders o JOIN order_items i ON i.order_id = o.id
WHERE o.status NOT IN ('cancelled', 'returned')
