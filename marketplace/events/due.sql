-- What is due at one destination and nobody is carrying, those due longest first. SKIP LOCKED: several relays share the work
-- and never wait for one another. Nothing overtakes an earlier event of the same order that this destination has not had,
-- be it under way, waiting for another attempt, or given up.
SELECT d.event AS id, o.event_id::text AS event_id, o.kind, o.sequence, o.payload, o.created_at, d.attempts
FROM deliveries d
JOIN outbox o ON o.id = d.event
WHERE d.destination = %(destination)s AND d.delivered_at IS NULL AND d.dead_at IS NULL
  AND d.next_attempt_at <= statement_timestamp()
  AND NOT EXISTS (
      SELECT 1 FROM outbox earlier
      JOIN deliveries before ON before.event = earlier.id AND before.destination = d.destination
      WHERE earlier.aggregate_id = o.aggregate_id AND earlier.sequence < o.sequence AND before.delivered_at IS NULL)
ORDER BY d.next_attempt_at, d.event
LIMIT %(limit)s
FOR UPDATE OF d SKIP LOCKED
