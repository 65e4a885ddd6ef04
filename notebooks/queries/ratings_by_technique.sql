-- The same as a join of two tables.
SELECT t.technique, avg(r.rating)::float AS rating, count(*) AS reviews
FROM rating_rows r JOIN technique_rows t ON t.product_id = r.product_id
GROUP BY t.technique HAVING count(*) >= 20 ORDER BY rating DESC, t.technique
