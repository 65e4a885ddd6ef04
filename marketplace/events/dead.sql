-- What was given up, with its last error and how many later events of the same order wait behind it.
SELECT o.event_id::text AS event_id, o.kind, o.aggregate_id AS order_id, o.payload ->> 'user_id' AS user_id, o.sequence,
       d.destination, d.attempts, d.last_error, o.created_at, d.dead_at,
       (SELECT count(*) FROM outbox later
        JOIN deliveries waiting ON waiting.event = later.id AND waiting.destination = d.destination
        WHERE later.aggregate_id = o.aggregate_id AND later.sequence > o.sequence AND waiting.delivered_at IS NULL) AS behind
FROM deliveries d
JOIN outbox o ON o.id = d.event
WHERE d.dead_at IS NOT NULL
ORDER BY d.dead_at DESC, d.event, d.destination
