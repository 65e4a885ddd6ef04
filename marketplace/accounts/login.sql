-- Who signs in with this: an id as it is written, or an e-mail address in any case (users_email_key). An id goes first,
-- so that nobody takes over an account by calling their address like its id.
SELECT id, password_hash FROM users
WHERE id = %(login)s OR lower(email) = lower(%(login)s)
ORDER BY id = %(login)s DESC
LIMIT 1
