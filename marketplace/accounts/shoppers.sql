-- Shoppers by id, or whose name holds a text or whose id begins with it, those who order most first: the interesting ones
-- to be.
SELECT u.id, u.name, u.location, u.interests, u.joined_on, count(o.id) AS orders
FROM users u
LEFT JOIN orders o ON o.user_id = u.id
WHERE (%(id)s::text IS NULL OR u.id = %(id)s)
  AND (%(text)s::text IS NULL OR u.name ILIKE '%%' || %(text)s || '%%' OR u.id ILIKE %(text)s || '%%')
GROUP BY u.id
ORDER BY orders DESC, u.id
LIMIT %(limit)s
