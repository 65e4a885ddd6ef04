-- Looks of products whose picture shows no thing any more.
DELETE FROM product_looks WHERE product_id = ANY (%(ids)s)
