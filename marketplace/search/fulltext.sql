-- BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over the postings, where a term in a product's name already counts
-- four times. Any of the words finds; the rare ones decide. How many products have a term is counted here and now, from
-- the very rows that are read next, so it is never out of date. What must or must not be there, and the filters, are a
-- set of products made once, and not at all where there are none. All of it is float8: numeric would be five times slower.
-- include search/weighed.sql
, scored AS (
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
