-- Given up, and to be tried anew as if for the first time: one event at all its destinations, or every one.
UPDATE deliveries d
SET attempts = 0, dead_at = NULL, next_attempt_at = clock_timestamp()
FROM outbox o
WHERE o.id = d.event AND d.dead_at IS NOT NULL AND (%(event_id)s::text IS NULL OR o.event_id::text = %(event_id)s)
RETURNING d.event
