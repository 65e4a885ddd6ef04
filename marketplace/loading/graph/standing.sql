-- Those of some orders that stand: the same order, cancelled, has been loaded anew.
SELECT id FROM orders WHERE id = ANY(%(ids)s) AND status NOT IN ('cancelled', 'returned')
