-- Ids of shoppers.
SELECT id FROM users
WHERE id > %(after)s AND (%(only)s::text[] IS NULL OR id = ANY(%(only)s::text[]))
ORDER BY id
LIMIT %(limit)s
