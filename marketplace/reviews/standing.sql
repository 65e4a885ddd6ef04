-- Which of these shoppers has an order of which of these products that stands: the mark "verified purchase". The number
-- is drawn under the shoppers' lock, so that of two readings for one shopper the later has the larger.
SELECT nextval('fence') AS fence,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(w.user_id, w.product_id)), '[]')
        FROM unnest(%(user_ids)s::text[], %(product_ids)s::text[]) AS w(user_id, product_id)
        WHERE EXISTS (SELECT 1 FROM orders o JOIN order_items i ON i.order_id = o.id
                      WHERE o.user_id = w.user_id AND i.product_id = w.product_id
                        AND o.status NOT IN ('cancelled', 'returned'))) AS standing
