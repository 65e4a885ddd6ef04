-- How many events wait, and how long the oldest has.
SELECT count(*) AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS oldest_seconds
FROM outbox WHERE delivered_at IS NULL
