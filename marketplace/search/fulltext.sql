-- Full text over the weighted, stored tsvector (GIN). Words as people write them in a search box: "phrases", or, -minus.
-- Products with every word come first; unless something is excluded, those with some of the words follow, so that a
-- whole sentence still finds. The best are picked before headlines are cut: ts_headline reads the text again.
-- Ranks are divided by 1 + log(length) (normalisation 1): a long text does not win by its length.
WITH query AS (
    SELECT websearch_to_tsquery('artisan', %(query)s) AS strict,
           (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery
            FROM unnest(tsvector_to_array(to_tsvector('artisan', %(query)s))) AS lexeme) AS loose
), matching AS (
    SELECT p.id, p.name, p.description, q.strict, q.loose, p.search @@ q.strict AS every_word,
           ts_rank_cd('{0.1, 0.2, 0.5, 1.0}', p.search, coalesce(q.loose, q.strict), 1) AS score
    FROM query q, products p
    WHERE (p.search @@ q.strict OR (q.strict::text NOT LIKE '%%!%%' AND p.search @@ q.loose))
      AND (%(category_id)s::text IS NULL OR p.category_id = %(category_id)s)
    ORDER BY every_word DESC, score DESC, p.id
    LIMIT %(limit)s
)
SELECT id, score, every_word, strict::text AS parsed,
       ts_headline('artisan', description, coalesce(loose, strict),
                   'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxFragments=2, MaxWords=18, MinWords=6') AS headline
FROM matching
ORDER BY every_word DESC, score DESC, id
