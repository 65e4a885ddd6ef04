-- The event of an order, and when each destination had it. FOR UPDATE waits for a relay that is just carrying it, so what is
-- read is what became of it.
SELECT e.kind, d.destination, d.delivered_at, extract(epoch FROM d.delivered_at - e.created_at)::float * 1000 AS ms
FROM outbox e JOIN deliveries d ON d.event = e.id
WHERE e.aggregate_id = %(order_id)s
ORDER BY d.delivered_at
FOR UPDATE OF d
