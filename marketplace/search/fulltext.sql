-- BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over the postings, where a term in a product's name already counts
-- four times. Any of the words finds; the rare ones decide. How many products have a term is counted here and now, from
-- the very rows that are read next, so it is never out of date. What must or must not be there, and the filters, are a
-- set of products made once, and not at all where there are none. All of it is float8: numeric would be five times slower.
WITH totals AS MATERIALIZED (
    SELECT sum(products)::float8 AS products,
           1.2::float8 * 0.25 AS always, 1.2::float8 * 0.75 * sum(products) / nullif(sum(length), 0) AS per_term
    FROM search_totals
), terms AS MATERIALIZED (
    SELECT w.lexeme COLLATE "C" AS term, ln(1 + (t.products - d.products + 0.5) / (d.products + 0.5)) AS idf
    FROM totals t,
         unnest(to_tsvector('artisan', %(words)s)) AS w,
         LATERAL (SELECT count(*)::float8 AS products FROM search_postings p WHERE p.term = w.lexeme) AS d
), scored AS (
    SELECT p.product, sum(t.idf * p.tf / (p.tf + a.always + a.per_term * p.length)) AS score
    FROM totals a, terms t
    JOIN search_postings p ON p.term = t.term
    WHERE NOT %(narrowed)s OR p.product IN (
        SELECT w.number
        FROM
            -- include search/within.sql
            AS w
    )
    GROUP BY p.product
    ORDER BY score DESC, p.product
    LIMIT %(limit)s
)
SELECT p.id, s.score
FROM scored s
JOIN products p ON p.number = s.product
ORDER BY s.score DESC, s.product
