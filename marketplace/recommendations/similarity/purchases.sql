-- What every shopper bought and kept, and when in milliseconds, as the graph's PURCHASED edges say it. A product that stands
-- twice in an order comes twice here: dropping it afterwards is faster than sorting. Read by COPY, a million rows in seconds.
SELECT o.user_id, i.product_id, floor(extract(epoch FROM o.placed_at) * 1000)::bigint AS at
FROM orders o
JOIN order_items i ON i.order_id = o.id
WHERE o.status NOT IN ('cancelled', 'returned')
