-- The simulation's goods: after the orders, which refer to them.
WITH gone AS (
    DELETE FROM products WHERE id LIKE %(prefix)s || '%%' RETURNING id
)
SELECT count(*) AS removed FROM gone
