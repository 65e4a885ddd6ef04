-- Each product's name and craft, of which its picture is drawn, and what its stored look was measured of.
SELECT p.id, p.name, p.category_id, l.measure, l.picture_hash
FROM products p
LEFT JOIN product_looks l ON l.product_id = p.id
ORDER BY p.id
