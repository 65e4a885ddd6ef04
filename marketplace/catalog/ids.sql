-- Every product's id: whose cached copies are to be dropped.
SELECT id FROM products
