-- The pieces back on the shelf, the order cancelled, and the event with a row for each destination. Rows of products are
-- locked in the order of their ids, as checkout does: no row is changed before the list has come to it. An order that was
-- loaded left no event of its placing; its cancelling is the second all the same.
WITH items AS (
    SELECT product_id, sum(quantity)::integer AS quantity FROM order_items WHERE order_id = %(order_id)s GROUP BY product_id
), locked AS MATERIALIZED (
    SELECT p.id, i.quantity FROM products p JOIN items i ON i.product_id = p.id ORDER BY p.id FOR UPDATE OF p
), restored AS (
    UPDATE products p SET stock = p.stock + locked.quantity, sold = greatest(0, p.sold - locked.quantity)
    FROM locked WHERE p.id = locked.id
), cancelled AS (
    UPDATE orders SET status = 'cancelled' WHERE id = %(order_id)s RETURNING id, user_id, placed_at
), event AS (
    INSERT INTO outbox (kind, aggregate_id, sequence, payload)
    SELECT 'order_cancelled', c.id,
           1 + greatest(1, (SELECT max(sequence) FROM outbox WHERE aggregate_id = %(order_id)s)),
           jsonb_build_object('order_id', c.id, 'user_id', c.user_id, 'placed_at', c.placed_at, 'items',
               (SELECT coalesce(jsonb_agg(jsonb_build_object('product_id', product_id, 'quantity', quantity)
                                          ORDER BY product_id), '[]') FROM items))
    FROM cancelled c
    RETURNING id
)
INSERT INTO deliveries (event, destination)
SELECT event.id, d.name FROM event, unnest(%(destinations)s::text[]) AS d(name)
