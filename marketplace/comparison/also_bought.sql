-- What did the people who bought this buy as well? Two joins: to its buyers, and to what they bought. Each step is an
-- index away, and people are counted once, however often they bought.
WITH purchases AS NOT MATERIALIZED (
    -- include comparison/purchases.sql
), buyers AS (
    SELECT DISTINCT user_id FROM purchases WHERE product_id = %(product_id)s
)
SELECT product_id AS id, count(DISTINCT user_id) AS people
FROM buyers JOIN purchases USING (user_id)
WHERE product_id <> %(product_id)s
GROUP BY product_id
ORDER BY people DESC, id
LIMIT %(limit)s
