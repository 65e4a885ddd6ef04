-- How the relay stands, a row for each destination: what waits and for how long, what was given up, and how long after it
-- was written each of the latest events arrived. The partial indexes hold only what waits and what is dead.
WITH latest AS (
    SELECT d.destination, extract(epoch FROM d.delivered_at - o.created_at) * 1000 AS ms
    FROM (SELECT id, created_at FROM outbox ORDER BY id DESC LIMIT %(latest)s) o
    JOIN deliveries d ON d.event = o.id
    WHERE d.delivered_at IS NOT NULL
), whole AS (
    SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY ms) AS lag FROM latest
)
SELECT n.name AS destination, waiting.count AS waiting, waiting.oldest_seconds, dead.count AS dead, lag.p50_ms, lag.p95_ms,
       (SELECT count(DISTINCT event) FROM deliveries WHERE delivered_at IS NULL AND dead_at IS NULL) AS events_waiting,
       (SELECT count(DISTINCT event) FROM deliveries WHERE dead_at IS NOT NULL) AS events_dead,
       whole.lag[1]::float AS whole_p50_ms, whole.lag[2]::float AS whole_p95_ms
FROM unnest(%(destinations)s::text[]) WITH ORDINALITY AS n(name, place)
CROSS JOIN whole
CROSS JOIN LATERAL (
    SELECT count(*) AS count, coalesce(extract(epoch FROM clock_timestamp() - min(o.created_at)), 0)::float AS oldest_seconds
    FROM deliveries d JOIN outbox o ON o.id = d.event
    WHERE d.destination = n.name AND d.delivered_at IS NULL AND d.dead_at IS NULL
) waiting
CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM deliveries d WHERE d.destination = n.name AND d.dead_at IS NOT NULL
) dead
CROSS JOIN LATERAL (
    SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::float AS p50_ms,
           (percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::float AS p95_ms
    FROM latest WHERE latest.destination = n.name
) lag
ORDER BY n.place
