-- How the news of the simulation's orders got on, by destination: how many heard of, and how long after the order.
SELECT d.destination, count(d.delivered_at) AS delivered, count(*) FILTER (WHERE d.delivered_at IS NULL) AS waiting,
       (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.delivered_at - o.created_at)) * 1000)::float AS p50,
       (percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM d.delivered_at - o.created_at)) * 1000)::float AS p95
FROM outbox o
JOIN deliveries d ON d.event = o.id
WHERE o.payload ->> 'user_id' LIKE %(prefix)s || '%%'
GROUP BY d.destination
