-- How many pictures have been measured.
SELECT count(*) AS looks FROM product_looks
