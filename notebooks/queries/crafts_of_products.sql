-- Which craft each product belongs to.
SELECT p.id, c.name AS craft FROM products p JOIN categories c ON c.id = p.category_id ORDER BY c.name, p.id
