-- Products and the names of their crafts.
SELECT p.id, c.id AS craft_id, c.name AS craft FROM products p JOIN categories c ON c.id = p.category_id WHERE p.id = ANY (%(ids)s)
