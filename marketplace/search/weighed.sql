-- The terms of a query with their weights, and the constants of BM25: what ranking and its explanation must agree on.
WITH totals AS MATERIALIZED (
    SELECT sum(products)::float8 AS products,
           1.2::float8 * 0.25 AS always, 1.2::float8 * 0.75 * sum(products) / nullif(sum(length), 0) AS per_term
    FROM search_totals
), terms AS MATERIALIZED (
    SELECT w.lexeme COLLATE "C" AS term, ln(1 + (t.products - d.products + 0.5) / (d.products + 0.5)) AS idf
    FROM totals t,
         unnest(to_tsvector('artisan', %(words)s)) AS w,
         LATERAL (SELECT count(*)::float8 AS products FROM search_postings p WHERE p.term = w.lexeme) AS d
)
