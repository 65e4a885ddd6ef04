-- Words that products have and that look like one that none has, or hardly any: they share trigrams with it, or begin
-- with it. How many products have each is what decides between two equally near.
SELECT w.word, w.term, w.begins, w.alike, (SELECT count(*) FROM search_postings p WHERE p.term = w.term) AS products
FROM (
    SELECT DISTINCT word, term, word LIKE %(prefix)s AS begins, similarity(word, %(word)s) AS alike
    FROM search_words
    WHERE word %% %(word)s OR word LIKE %(prefix)s
    ORDER BY begins DESC, alike DESC, word
    LIMIT 40
) w
WHERE EXISTS (SELECT FROM search_postings p WHERE p.term = w.term)
