-- The oldest events nobody is carrying yet. SKIP LOCKED: several relays share the work and never wait for one another.
SELECT id, event_id, kind, aggregate_id, payload
FROM outbox WHERE delivered_at IS NULL
ORDER BY id
LIMIT %(limit)s
FOR UPDATE SKIP LOCKED
