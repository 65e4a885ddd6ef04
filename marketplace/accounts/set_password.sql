-- A new hash; with `before`, only while the old one still stands, so that a hash renewed at sign-in never undoes a change
-- of password made meanwhile.
UPDATE users SET password_hash = %(password_hash)s
WHERE id = %(id)s AND (%(before)s::text IS NULL OR password_hash = %(before)s)
RETURNING id
