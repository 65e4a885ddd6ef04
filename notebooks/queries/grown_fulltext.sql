-- Words, by the same condition as in search/fulltext.sql: the GIN index knows which rows hold a stem.
SELECT id FROM grown WHERE search @@ websearch_to_tsquery('artisan', %(words)s)
