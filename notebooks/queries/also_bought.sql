-- The same question, of tables: who bought it, what else they bought, counted as people.
WITH bought AS (
    SELECT DISTINCT o.user_id, i.product_id
    FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.status NOT IN ('cancelled', 'returned')
), here AS (
    SELECT user_id FROM bought WHERE product_id = %(product_id)s
), shared AS (
    SELECT b.product_id AS id, count(*) AS people
    FROM here JOIN bought b USING (user_id) WHERE b.product_id <> %(product_id)s
    GROUP BY b.product_id HAVING count(*) >= %(support)s
), counted AS (
    SELECT s.id, s.people, (SELECT count(*) FROM here) AS here, all_buyers.count AS buyers
    FROM shared s JOIN (SELECT product_id, count(*) FROM bought GROUP BY product_id) all_buyers ON all_buyers.product_id = s.id
)
SELECT id, people, buyers, people::float / (here + buyers - people) AS score
FROM counted
ORDER BY score DESC, people DESC, id
LIMIT %(limit)s
