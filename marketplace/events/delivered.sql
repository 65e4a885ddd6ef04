-- Carried on to every store that wanted to hear of it.
UPDATE outbox SET delivered_at = clock_timestamp() WHERE id = ANY(%(ids)s)
