-- The pictures nearest to one picture: that of a product (which is left out of its own answer), or one sent as a vector.
-- ORDER BY the distance alone is what the HNSW index serves. Where few are measured all are compared, which is exact: the
-- + 0 keeps that branch from the index. Each part of the vector is its measure times the root of its weight, so that a
-- part's inner product is weight times likeness.
WITH asked AS (
    SELECT coalesce(%(look)s::vector, (SELECT l.look FROM product_looks l WHERE l.product_id = %(product_id)s)) AS look
), measured AS MATERIALIZED (
    SELECT count(*) <= %(few)s AS few FROM (SELECT FROM product_looks LIMIT %(few)s + 1) counted
), exact AS (
    SELECT l.product_id, l.look, l.look <=> (SELECT look FROM asked) AS distance
    FROM product_looks l
    WHERE (SELECT few FROM measured) AND l.product_id IS DISTINCT FROM %(product_id)s
    ORDER BY (l.look <=> (SELECT look FROM asked)) + 0, l.product_id
    LIMIT %(limit)s
), walked AS (
    SELECT l.product_id, l.look, l.look <=> (SELECT look FROM asked) AS distance
    FROM product_looks l
    WHERE NOT (SELECT few FROM measured) AND l.product_id IS DISTINCT FROM %(product_id)s
    ORDER BY l.look <=> (SELECT look FROM asked)
    LIMIT %(limit)s
), nearest AS (
    SELECT * FROM exact UNION ALL SELECT * FROM walked
)
SELECT n.product_id AS id, n.distance,
       (SELECT json_object_agg(part.name, -(subvector(n.look, part.start + 1, part.length)
                                            <#> subvector(asked.look, part.start + 1, part.length)) / part.weight)
        FROM json_to_recordset(%(parts)s) AS part(name text, start int, length int, weight float8)) AS parts
FROM nearest n, asked
WHERE asked.look IS NOT NULL
ORDER BY n.distance, n.product_id
