-- The simulation's goods: after the orders, which refer to them.
DELETE FROM products WHERE id LIKE %(prefix)s || '%%'
