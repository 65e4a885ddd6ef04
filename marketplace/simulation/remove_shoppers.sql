-- The simulation's shoppers: after the orders, which refer to them.
WITH gone AS (
    DELETE FROM users WHERE id LIKE %(prefix)s || '%%' RETURNING id
)
SELECT count(*) AS removed FROM gone
