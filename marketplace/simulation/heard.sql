-- How the news of the simulation's orders got on, and how long after the order each was carried.
SELECT 'the other stores' AS destination, 'neo4j' AS store,
       count(delivered_at) AS delivered, count(*) FILTER (WHERE delivered_at IS NULL) AS waiting,
       (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM delivered_at - created_at)) * 1000)::float AS p50,
       (percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM delivered_at - created_at)) * 1000)::float AS p95
FROM outbox
WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%'
