-- Those of some orders that stand, as far as PostgreSQL knows.
SELECT id, status FROM orders WHERE id = ANY(%(ids)s) AND status NOT IN ('cancelled', 'returned') ORDER BY id
