-- Who has never ordered anything, the last to join first.
SELECT u.id, u.name, u.location, u.interests, u.joined_on, 0 AS orders
FROM users u
WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id)
ORDER BY u.joined_on DESC NULLS LAST, u.id
LIMIT %(limit)s
