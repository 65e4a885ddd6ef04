-- Reviews as MongoDB has them, each with what is true of its shopper and product here: whether an order of it stands, and
-- whether the reviews are still to hear of one.
SELECT w.id, w.verified,
       EXISTS (SELECT 1 FROM orders o JOIN order_items i ON i.order_id = o.id
               WHERE o.user_id = w.user_id AND i.product_id = w.product_id
                 AND o.status NOT IN ('cancelled', 'returned')) AS bought,
       EXISTS (SELECT 1 FROM deliveries d JOIN outbox e ON e.id = d.event
               WHERE d.destination = 'reviews' AND d.delivered_at IS NULL AND d.dead_at IS NULL
                 AND e.payload ->> 'user_id' = w.user_id) AS waits
FROM unnest(%(ids)s::text[], %(user_ids)s::text[], %(product_ids)s::text[], %(verified)s::boolean[])
     AS w(id, user_id, product_id, verified)
