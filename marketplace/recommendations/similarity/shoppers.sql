-- How many people bought anything and kept it: lift is over what chance has of them.
SELECT count(*) AS shoppers
FROM users u
WHERE EXISTS (SELECT FROM orders o JOIN order_items i ON i.order_id = o.id
              WHERE o.user_id = u.id AND o.status NOT IN ('cancelled', 'returned'))
