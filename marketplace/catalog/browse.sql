-- One page of the catalogue. Every filter is optional and bound; the order is picked by name, with the id last so that
-- pages never overlap. The page is cut before the joins: names are looked up for 24 rows, not for all.
WITH page AS (
    SELECT p.*, count(*) OVER () AS total
    FROM products_within(
        %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
    ) AS p
    ORDER BY CASE WHEN %(sort)s = 'popular' THEN p.sold END DESC,
             CASE WHEN %(sort)s = 'newest' THEN p.listed_at END DESC,
             CASE WHEN %(sort)s = 'price_up' THEN p.price END ASC NULLS LAST,
             CASE WHEN %(sort)s = 'price_down' THEN p.price END DESC NULLS LAST,
             CASE WHEN %(sort)s = 'name' THEN p.name END ASC,
             p.id
    LIMIT %(size)s OFFSET %(offset)s
)
SELECT page.id, page.name, page.description, page.category_id, c.name AS category, page.seller_id, s.name AS seller,
       page.price, page.tags, page.stock, page.sold, page.listed_at, page.total
FROM page
LEFT JOIN categories c ON c.id = page.category_id
LEFT JOIN sellers s ON s.id = page.seller_id
ORDER BY CASE WHEN %(sort)s = 'popular' THEN page.sold END DESC,
         CASE WHEN %(sort)s = 'newest' THEN page.listed_at END DESC,
         CASE WHEN %(sort)s = 'price_up' THEN page.price END ASC NULLS LAST,
         CASE WHEN %(sort)s = 'price_down' THEN page.price END DESC NULLS LAST,
         CASE WHEN %(sort)s = 'name' THEN page.name END ASC,
         page.id
