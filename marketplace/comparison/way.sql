-- By which purchases are two shoppers connected? Breadth first from both ends, the side with fewer to go on from moving
-- next, until the two fronts meet: one row a step. Steps alternate between shoppers and products, so what is next to a
-- front was either in the front before it, and is left out, or is new: earlier fronts need not be looked through again.
WITH RECURSIVE purchases AS NOT MATERIALIZED (
    -- include comparison/purchases.sql
), search AS (
    SELECT 0 AS one, 0 AS other, ARRAY[%(one)s::text] AS ones, ARRAY[%(other)s::text] AS others,
           '{}'::text[] AS ones_before, '{}'::text[] AS others_before, NULL::text AS met
    UNION ALL
    SELECT s.one + t.ones::integer, s.other + (NOT t.ones)::integer,
           CASE WHEN t.ones THEN next.ids ELSE s.ones END, CASE WHEN t.ones THEN s.others ELSE next.ids END,
           CASE WHEN t.ones THEN s.ones ELSE s.ones_before END, CASE WHEN t.ones THEN s.others_before ELSE s.others END,
           (SELECT min(id) FROM unnest(next.ids) AS id
            JOIN unnest(CASE WHEN t.ones THEN s.others ELSE s.ones END) AS facing (id) USING (id)
            WHERE (s.one + s.other) %% 2 = 1)
    FROM search s,
    LATERAL (SELECT cardinality(s.ones) <= cardinality(s.others) AS ones) side,
    LATERAL (
        SELECT side.ones,
               CASE WHEN side.ones THEN s.one ELSE s.other END %% 2 = 0 AS shoppers,
               CASE WHEN side.ones THEN s.ones ELSE s.others END AS front,
               CASE WHEN side.ones THEN s.ones_before ELSE s.others_before END AS before
    ) t,
    LATERAL (
        SELECT array_agg(id) AS ids FROM (
            SELECT product_id AS id FROM purchases WHERE t.shoppers AND user_id = ANY (t.front)
            UNION ALL
            SELECT user_id FROM purchases WHERE NOT t.shoppers AND product_id = ANY (t.front)
            EXCEPT
            SELECT unnest(t.before)
        ) AS beside
    ) next
    WHERE s.met IS NULL AND next.ids IS NOT NULL AND s.one + s.other < %(most)s
), meeting AS (
    SELECT one, other, met FROM search WHERE met IS NOT NULL
), back AS (
    -- From where they met back to both ends: a neighbour in the front before, the first by id.
    SELECT side.ones, CASE WHEN side.ones THEN one ELSE other END AS step, met AS id
    FROM meeting, (VALUES (true), (false)) AS side (ones)
    UNION ALL
    SELECT b.ones, b.step - 1, nearer.id
    FROM back b,
    LATERAL (
        SELECT CASE WHEN b.ones THEN ones ELSE others END AS front
        FROM search WHERE CASE WHEN b.ones THEN one ELSE other END = b.step - 1 LIMIT 1
    ) AS level,
    LATERAL (
        SELECT min(id) AS id FROM (
            SELECT user_id AS id FROM purchases WHERE b.step %% 2 = 1 AND product_id = b.id
            UNION ALL
            SELECT product_id FROM purchases WHERE b.step %% 2 = 0 AND user_id = b.id
        ) AS beside
        WHERE id IN (SELECT unnest(level.front))
    ) AS nearer
    WHERE b.step > 0
)
SELECT one + other AS steps,
       (SELECT array_agg(id ORDER BY step) FROM back WHERE ones)
           || (SELECT coalesce(array_agg(id ORDER BY step DESC), '{}') FROM back WHERE NOT ones AND step < meeting.other) AS ids
FROM meeting
