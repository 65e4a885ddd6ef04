-- Makers with how many products each has: one by id, or all (id null).
SELECT s.id, s.name, s.specialty, s.rating, s.joined_on, count(p.id) AS products
FROM sellers s
LEFT JOIN products p ON p.seller_id = s.id
WHERE %(id)s::text IS NULL OR s.id = %(id)s
GROUP BY s.id
ORDER BY s.name, s.id
