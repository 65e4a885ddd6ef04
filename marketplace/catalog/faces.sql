-- The product each craft shows itself by: the one most sold of those in stock. One index range a craft (category, sold).
SELECT face.id
FROM categories c
CROSS JOIN LATERAL (
    SELECT p.id FROM products p WHERE p.category_id = c.id AND p.stock > 0 ORDER BY p.sold DESC, p.id LIMIT 1
) AS face
ORDER BY c.name
