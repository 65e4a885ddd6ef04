-- The order about to be cancelled, locked, and only if it is this shopper's: a second cancel waits here, then finds it
-- cancelled.
SELECT id, status FROM orders WHERE id = %(order_id)s AND user_id = %(user_id)s FOR UPDATE
