-- The event of an order. FOR UPDATE waits for a relay that is just carrying it, so what is read is what became of it.
SELECT kind, delivered_at, extract(epoch FROM delivered_at - created_at)::float * 1000 AS ms
FROM outbox WHERE aggregate_id = %(order_id)s
FOR UPDATE
