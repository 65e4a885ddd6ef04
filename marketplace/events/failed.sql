-- One that its destination could not digest: tried again later, and given up after so many attempts.
UPDATE deliveries
SET attempts = attempts + 1,
    last_error = %(error)s,
    next_attempt_at = clock_timestamp() + make_interval(secs => %(seconds)s),
    dead_at = CASE WHEN attempts + 1 >= %(most)s THEN clock_timestamp() END
WHERE destination = %(destination)s AND event = %(id)s
