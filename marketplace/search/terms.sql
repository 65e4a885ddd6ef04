-- What PostgreSQL makes of each word, and whether any product has it: a word that none has may be a slip of the finger.
SELECT asked.word, w.lexeme AS term, EXISTS (SELECT FROM search_postings p WHERE p.term = w.lexeme) AS known
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (word, place), unnest(to_tsvector('artisan', asked.word)) AS w
ORDER BY asked.place
