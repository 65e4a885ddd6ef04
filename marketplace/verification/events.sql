-- Orders that events speak of, each with what is wrong: an event is written with its order, and goes with it.
SELECT e.id, CASE WHEN o.id IS NULL THEN format('the outbox holds %%s of it', e.events) END AS detail
FROM (
    SELECT aggregate_id AS id, count(*) AS events
    FROM outbox
    WHERE aggregate_id > %(after)s AND (%(only)s::text[] IS NULL OR aggregate_id = ANY(%(only)s::text[]))
    GROUP BY aggregate_id
    ORDER BY aggregate_id
    LIMIT %(limit)s
) e
LEFT JOIN orders o ON o.id = e.id
ORDER BY e.id
