-- Naive: one fewer than there were when I looked.
UPDATE products SET stock = %(left)s WHERE id = %(product_id)s
