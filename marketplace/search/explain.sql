-- Why each of these products was found: what every term of the query gave it, and the places in its text where they stand.
-- Only the products that are shown are read again: ts_headline parses the text once more.
WITH totals AS MATERIALIZED (
    SELECT sum(products)::float8 AS products,
           1.2::float8 * 0.25 AS always, 1.2::float8 * 0.75 * sum(products) / nullif(sum(length), 0) AS per_term
    FROM search_totals
), terms AS MATERIALIZED (
    SELECT w.lexeme COLLATE "C" AS term, ln(1 + (t.products - d.products + 0.5) / (d.products + 0.5)) AS idf
    FROM totals t,
         unnest(to_tsvector('artisan', %(words)s)) AS w,
         LATERAL (SELECT count(*)::float8 AS products FROM search_postings p WHERE p.term = w.lexeme) AS d
), asked AS MATERIALIZED (
    SELECT string_agg('''' || replace(replace(term, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery AS query FROM terms
)
SELECT p.id,
       (SELECT jsonb_object_agg(t.term, t.idf * s.tf / (s.tf + a.always + a.per_term * s.length))
        FROM terms t
        JOIN search_postings s ON s.term = t.term AND s.product = p.number) AS gave,
       ts_headline('artisan', p.name, q.query,
                   'HighlightAll=true, StartSel=' || chr(2) || ', StopSel=' || chr(3)) AS name,
       ts_headline('artisan', p.description, q.query,
                   'MaxFragments=2, MaxWords=18, MinWords=6, StartSel=' || chr(2) || ', StopSel=' || chr(3)) AS headline
FROM totals a, asked q, products p
WHERE p.id = ANY (%(ids)s)
