-- What PostgreSQL makes of each word, and how many products have it, as far as it matters: a word that none has may be a
-- slip of the finger, and so may one that hardly any has.
SELECT asked.word, w.lexeme AS term,
       (SELECT count(*) FROM (SELECT FROM search_postings p WHERE p.term = w.lexeme LIMIT %(enough)s) AS few) AS products
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (word, place), unnest(to_tsvector('artisan', asked.word)) AS w
ORDER BY asked.place
