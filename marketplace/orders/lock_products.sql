-- The rows about to be sold, locked. Always in the order of their ids: two checkouts that share two products cannot
-- each hold the one the other waits for.
SELECT id, name, price, stock FROM products WHERE id = ANY(%(ids)s) ORDER BY id FOR UPDATE
