-- Naive: lock a product when its line of the cart is reached.
SELECT stock FROM products WHERE id = %(product_id)s FOR UPDATE
