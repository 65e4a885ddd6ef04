-- A trial ends, once.
UPDATE trials SET stopped_at = clock_timestamp() WHERE id = %(id)s AND stopped_at IS NULL
RETURNING *
