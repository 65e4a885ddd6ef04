-- A craft whose name is taken is that craft, whatever id the file gives it: products find it by name (see products.sql).
-- Rows equal to what is stored are not touched, so that loading twice writes nothing.
INSERT INTO categories (id, name, description)
SELECT s.id, s.name, COALESCE(s.description, '')
FROM staged_categories s
LEFT JOIN categories c ON c.id = s.id
WHERE NOT EXISTS (SELECT FROM categories taken WHERE taken.name = s.name AND taken.id <> s.id)
  AND (c.id IS NULL OR NOT s.made_up AND (c.name, c.description) IS DISTINCT FROM (s.name, COALESCE(s.description, '')))
ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, description = EXCLUDED.description
