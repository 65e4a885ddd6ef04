-- These have arrived.
UPDATE deliveries SET delivered_at = clock_timestamp() WHERE destination = %(destination)s AND event = ANY(%(ids)s)
