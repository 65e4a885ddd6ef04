-- How often each of some products was bought, and by how many people: an edge is scaled by these.
SELECT i.product_id, count(DISTINCT (o.user_id, o.placed_at)) AS purchases, count(DISTINCT o.user_id) AS buyers
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE i.product_id = ANY (%(products)s) AND o.status NOT IN ('cancelled', 'returned')
GROUP BY i.product_id
