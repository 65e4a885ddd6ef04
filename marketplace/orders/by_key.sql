-- The order an idempotency key has already made.
SELECT id, user_id FROM orders WHERE idempotency_key = %(idempotency_key)s
