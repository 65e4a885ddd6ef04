-- Sell one more than there is.
UPDATE products SET stock = stock - %(pieces)s WHERE id = %(product_id)s
