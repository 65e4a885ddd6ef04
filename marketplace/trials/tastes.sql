-- Shoppers who say what they like and have bought something, drawn by lot (the same with the same seed): whose taste visitors
-- are given.
SELECT u.id, u.interests
FROM users u
WHERE u.interests <> '{}' AND EXISTS (SELECT FROM orders o WHERE o.user_id = u.id)
ORDER BY md5(u.id || %(seed)s), u.id
LIMIT %(limit)s
