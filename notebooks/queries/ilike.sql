-- Naive: the letters as they were typed, anywhere in the name or the description.
SELECT id, name FROM products
WHERE name ILIKE '%%' || %(words)s || '%%' OR description ILIKE '%%' || %(words)s || '%%'
ORDER BY id
