-- Whether the tables a big load fills hold anything yet: only then are their indexes worth dropping.
SELECT EXISTS (SELECT FROM products) OR EXISTS (SELECT FROM orders) AS anything
