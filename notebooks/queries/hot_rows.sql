-- What was looked at most: all rows counted, each time somebody asks.
SELECT product_id, count(*) AS heat FROM view_rows GROUP BY product_id ORDER BY heat DESC, product_id LIMIT %(limit)s
