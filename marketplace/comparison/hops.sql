-- How many of these hops are purchases, in PostgreSQL.
WITH purchases AS NOT MATERIALIZED (
    -- include comparison/purchases.sql
)
SELECT count(*) AS hops
FROM unnest(%(shoppers)s::text[], %(products)s::text[]) AS hop (user_id, product_id)
WHERE EXISTS (SELECT FROM purchases p WHERE p.user_id = hop.user_id AND p.product_id = hop.product_id)
