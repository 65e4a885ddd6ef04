-- Naive: how many are left?
SELECT stock FROM products WHERE id = %(product_id)s
