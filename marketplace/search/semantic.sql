-- Nearest by meaning. ORDER BY the distance itself, ascending, is the only form that uses the HNSW index; its iterative
-- scan goes on until enough pass the filter. Where the filters leave few, every one of them is compared instead: exact,
-- and cheaper than looking for them in the graph. The branch not taken is not run.
WITH few AS MATERIALIZED (
    SELECT w.id
    FROM
        -- include search/within.sql
        AS w
    WHERE %(narrowed)s
    LIMIT %(few)s + 1
), exact AS (
    SELECT e.product_id, e.embedding <=> %(vector)s AS distance
    FROM few
    JOIN product_embeddings e ON e.product_id = few.id
    WHERE %(narrowed)s AND (SELECT count(*) FROM few) <= %(few)s
    ORDER BY distance, e.product_id
    LIMIT %(limit)s
), walked AS (
    SELECT e.product_id, e.embedding <=> %(vector)s AS distance
    FROM product_embeddings e
    WHERE (NOT %(narrowed)s OR (SELECT count(*) FROM few) > %(few)s)
      AND (NOT %(narrowed)s OR (
          SELECT true
          FROM
              -- include search/within.sql
              AS w
          WHERE w.id = e.product_id))
    ORDER BY e.embedding <=> %(vector)s
    LIMIT %(limit)s
)
SELECT product_id AS id, distance FROM exact
UNION ALL
SELECT product_id, distance FROM walked
ORDER BY distance, id
