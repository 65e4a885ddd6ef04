-- The simulation's shoppers: after the orders, which refer to them.
DELETE FROM users WHERE id LIKE %(prefix)s || '%%'
