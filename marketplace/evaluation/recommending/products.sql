-- All products there are: coverage is a share of these.
SELECT id FROM products ORDER BY id
