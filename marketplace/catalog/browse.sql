-- One page of the catalogue, from the product on that a cursor names: nothing is skipped or comes twice when products
-- come and go meanwhile, and the last page costs what the first does. Every filter is optional and bound; the order is
-- picked by name, with the id last. Of a page before the cursor the nearest come first. Names are looked up for 24 rows.
SELECT p.id, p.name, p.description, p.category_id,
       (SELECT c.name FROM categories c WHERE c.id = p.category_id) AS category, p.seller_id,
       (SELECT s.name FROM sellers s WHERE s.id = p.seller_id) AS seller,
       p.price, p.tags, p.stock, p.sold, p.listed_at
FROM products_within(
    %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
    %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
) AS p
WHERE
    -- include catalog/beyond.sql
ORDER BY CASE WHEN %(sort)s = 'popular' AND NOT %(back)s THEN p.sold END DESC,
         CASE WHEN %(sort)s = 'popular' AND %(back)s THEN p.sold END ASC,
         CASE WHEN %(sort)s = 'newest' AND NOT %(back)s THEN p.listed_at END DESC,
         CASE WHEN %(sort)s = 'newest' AND %(back)s THEN p.listed_at END ASC,
         CASE WHEN %(sort)s = 'price_up' AND NOT %(back)s THEN p.price END ASC NULLS LAST,
         CASE WHEN %(sort)s = 'price_up' AND %(back)s THEN p.price END DESC NULLS FIRST,
         CASE WHEN %(sort)s = 'price_down' AND NOT %(back)s THEN p.price END DESC NULLS LAST,
         CASE WHEN %(sort)s = 'price_down' AND %(back)s THEN p.price END ASC NULLS FIRST,
         CASE WHEN %(sort)s = 'name' AND NOT %(back)s THEN left(p.name, %(letters)s::integer) END ASC,
         CASE WHEN %(sort)s = 'name' AND %(back)s THEN left(p.name, %(letters)s::integer) END DESC,
         CASE WHEN NOT %(back)s THEN p.id END ASC,
         CASE WHEN %(back)s THEN p.id END DESC
LIMIT %(limit)s
