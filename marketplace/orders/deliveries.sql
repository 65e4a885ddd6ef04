-- How the news of some of a shopper's orders gets on: each event with each of its destinations, in the order of events.
SELECT o.id AS order_id, e.event_id::text AS event_id, e.kind, e.sequence, d.destination, e.created_at, d.delivered_at, d.attempts, d.last_error,
       CASE WHEN d.delivered_at IS NOT NULL THEN 'delivered' WHEN d.dead_at IS NOT NULL THEN 'dead' ELSE 'waiting' END AS state
FROM orders o
JOIN outbox e ON e.aggregate_id = o.id
JOIN deliveries d ON d.event = e.id
WHERE o.id = ANY(%(order_ids)s) AND o.user_id = %(user_id)s
ORDER BY o.id, e.sequence, d.destination
