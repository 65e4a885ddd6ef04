-- Pairs already bought: a shopper buys a thing once, unless it is used up.
SELECT DISTINCT o.user_id, i.product_id
FROM orders o
JOIN order_items i ON i.order_id = o.id
WHERE o.status NOT IN ('cancelled', 'returned')
