-- Names, prices and stock for the lines of a cart: read when it is shown, so that they are always today's.
SELECT id, name, price, stock FROM products WHERE id = ANY(%(ids)s)
