-- While somebody types: crafts and makers with a word that begins so, and products with every word typed in their names,
-- the last of them perhaps unfinished. The most bought of these first.
(SELECT 'craft' AS kind, id, name AS label FROM categories WHERE name ~* %(begins)s ORDER BY name LIMIT 3)
UNION ALL
(SELECT 'maker', id, name FROM sellers WHERE name ~* %(begins)s ORDER BY name, id LIMIT 3)
UNION ALL
(SELECT 'product', id, name FROM products WHERE search @@ to_tsquery('artisan', %(prefix)s) ORDER BY sold DESC, id LIMIT %(limit)s)
