-- Why each of these products was found: what every term of the query gave it, and the places in its text where they stand.
-- Only the products that are shown are read again: ts_headline parses the text once more.
-- include search/weighed.sql
, asked AS MATERIALIZED (
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
