-- An order for this idempotency key, if there is none yet. A second checkout with the same key waits here for the first
-- to commit, then gets no row and reads the first one's order instead.
INSERT INTO orders (user_id, total, idempotency_key)
VALUES (%(user_id)s, 0, %(idempotency_key)s)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
