-- The newest event: the simulation's own come after it.
SELECT coalesce(max(id), 0) AS id FROM outbox
