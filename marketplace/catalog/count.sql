-- How many products there are under the filters, and how many of them lie beyond the cursor: where a page stands.
SELECT count(*) AS total, count(*) FILTER (WHERE beyond) AS beyond
FROM (
    SELECT
        -- include catalog/beyond.sql
        AS beyond
    FROM products_within(
        %(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric, %(max_price)s::numeric,
        %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text
    ) AS p
) AS counted
