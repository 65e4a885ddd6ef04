-- What do people buy who buy as I do, and I have not? A way is a product of mine, somebody who bought it too, and what
-- else they bought. Ways are not made one by one, to be thrown together again: who shares three products with me is one
-- row that counts three.
WITH purchases AS NOT MATERIALIZED (
    -- include comparison/purchases.sql
), mine AS MATERIALIZED (
    SELECT DISTINCT product_id FROM purchases WHERE user_id = %(shopper_id)s
), alike AS (
    SELECT user_id, count(DISTINCT product_id) AS shared
    FROM mine JOIN purchases USING (product_id)
    WHERE user_id <> %(shopper_id)s
    GROUP BY user_id
), theirs AS (
    SELECT DISTINCT user_id, shared, product_id FROM alike JOIN purchases USING (user_id)
)
SELECT product_id AS id, count(*) AS people, sum(shared)::bigint AS ways
FROM theirs
WHERE product_id NOT IN (SELECT product_id FROM mine)
GROUP BY product_id
ORDER BY ways DESC, people DESC, id
LIMIT %(limit)s
