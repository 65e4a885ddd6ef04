-- How much there is to evaluate: it tells whether the data are still those that a result was of.
SELECT (SELECT count(*) FROM products) AS products,
       (SELECT count(*) FROM orders WHERE status NOT IN ('cancelled', 'returned')) AS orders
