-- Products: new ones, and those that differ. Only they pass the triggers, which make the search column: that is most of
-- what a product costs. A craft is the stored one of the staged craft's name, which need not have the staged id.
-- A product without a date is listed from its first load on.
WITH wanted AS (
    SELECT s.id, s.name, s.description, COALESCE(stored.id, s.category_id) AS category_id, s.seller_id,
           (s.price_cents::numeric / 100)::numeric(12, 2) AS price,
           COALESCE(string_to_array(s.tags, ','), '{}') AS tags, s.stock, s.listed_at
    FROM staged_products s
    LEFT JOIN staged_categories c ON c.id = s.category_id
    LEFT JOIN categories stored ON stored.name = c.name
)
INSERT INTO products (id, name, description, category_id, seller_id, price, tags, stock, listed_at, search)
SELECT w.id, w.name, w.description, w.category_id, w.seller_id, w.price, w.tags, w.stock,
       COALESCE(w.listed_at, p.listed_at, now()), ''
FROM wanted w
LEFT JOIN products p ON p.id = w.id
WHERE p.id IS NULL
   OR (p.name, p.description, p.category_id, p.seller_id, p.price, p.tags, p.stock)
      IS DISTINCT FROM (w.name, w.description, w.category_id, w.seller_id, w.price, w.tags, w.stock)
   OR p.listed_at <> w.listed_at
ON CONFLICT (id) DO UPDATE
    SET name = EXCLUDED.name, description = EXCLUDED.description, category_id = EXCLUDED.category_id,
        seller_id = EXCLUDED.seller_id, price = EXCLUDED.price, tags = EXCLUDED.tags, stock = EXCLUDED.stock,
        listed_at = EXCLUDED.listed_at
