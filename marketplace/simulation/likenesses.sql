-- Real products whose names and prices the simulation's goods borrow, best sellers of the craft first; ahead of them the
-- one product that was asked for by its id, whatever its craft.
SELECT name, price
FROM products
WHERE price IS NOT NULL AND id NOT LIKE %(prefix)s || '%%'
  AND (%(craft)s::text IS NULL OR category_id = %(craft)s OR id = %(wanted)s)
ORDER BY id IS NOT DISTINCT FROM %(wanted)s DESC, sold DESC, id
LIMIT %(limit)s
