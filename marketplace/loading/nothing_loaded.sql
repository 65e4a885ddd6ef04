-- Whether there is anything to show: a marketplace without products is empty, whatever else it holds.
SELECT NOT EXISTS (SELECT FROM products) AS empty
