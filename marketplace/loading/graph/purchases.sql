-- Every shopper with what they bought and kept, a product of an order once: what the graph's PURCHASED edges should be.
-- Shoppers without purchases come too, for the graph may still hold some of theirs.
SELECT u.id AS user_id, i.product_id, o.id AS order_id, sum(i.quantity)::integer AS quantity,
       round(sum(i.quantity * i.unit_price) / sum(i.quantity), 2)::float8 AS price,
       floor(extract(epoch FROM o.placed_at) * 1000)::bigint AS at
FROM users u
LEFT JOIN orders o ON o.user_id = u.id AND o.status NOT IN ('cancelled', 'returned')
LEFT JOIN order_items i ON i.order_id = o.id
WHERE %(shoppers)s::text[] IS NULL OR u.id = ANY (%(shoppers)s::text[])
GROUP BY u.id, i.product_id, o.id
ORDER BY u.id
