-- So many pieces of products of a notebook's own.
UPDATE products SET stock = %(stock)s WHERE id = ANY(%(ids)s)
