-- The products a search may find: those under the filters, with every phrase, without what is excluded. A part of the
-- search statements. An array that is null folds away, and what is left can use the index of the search column.
(
    SELECT p.id, p.number
    FROM products_within(%(category_id)s::text, %(seller_id)s::text, %(tag)s::text, %(min_price)s::numeric,
                         %(max_price)s::numeric, %(in_stock)s::boolean, %(min_rating)s::real, %(material)s::text) AS p
    WHERE (%(must)s::text[] IS NULL OR p.search @@ (
              SELECT string_agg('(' || q::text || ')', ' & ')::tsquery
              FROM unnest(%(must)s::text[]) AS asked, websearch_to_tsquery('artisan', asked) AS q
              WHERE numnode(q) > 0))
      AND (%(without)s::text[] IS NULL OR p.number NOT IN (
              SELECT u.number FROM products u WHERE u.search @@ (
                  SELECT string_agg('(' || q::text || ')', ' | ')::tsquery
                  FROM unnest(%(without)s::text[]) AS asked, websearch_to_tsquery('artisan', asked) AS q
                  WHERE numnode(q) > 0)))
)
