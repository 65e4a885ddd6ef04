-- Those of some ids that there is no row for.
SELECT w.id
FROM unnest(%(ids)s::text[]) AS w(id)
WHERE NOT CASE %(label)s
    WHEN 'User' THEN EXISTS (SELECT 1 FROM users t WHERE t.id = w.id)
    WHEN 'Product' THEN EXISTS (SELECT 1 FROM products t WHERE t.id = w.id)
    WHEN 'Category' THEN EXISTS (SELECT 1 FROM categories t WHERE t.id = w.id)
    WHEN 'Seller' THEN EXISTS (SELECT 1 FROM sellers t WHERE t.id = w.id)
END
ORDER BY w.id
