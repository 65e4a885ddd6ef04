-- How often each of some products was bought, by how many people, and how many people bought anything: an edge is scaled
-- by these.
SELECT i.product_id, count(DISTINCT (o.user_id, o.placed_at)) AS purchases, count(DISTINCT o.user_id) AS buyers,
       (SELECT count(*) FROM users u
        WHERE EXISTS (SELECT FROM orders a JOIN order_items b ON b.order_id = a.id
                      WHERE a.user_id = u.id AND a.status NOT IN ('cancelled', 'returned'))) AS shoppers
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE i.product_id = ANY (%(products)s) AND o.status NOT IN ('cancelled', 'returned')
GROUP BY i.product_id
