-- Every measured picture, in an order that does not change.
SELECT product_id AS id, look::real[] AS look FROM product_looks ORDER BY product_id
