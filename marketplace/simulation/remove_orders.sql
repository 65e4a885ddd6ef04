-- The simulation's orders; their lines go with them.
DELETE FROM orders WHERE user_id LIKE %(prefix)s || '%%'
