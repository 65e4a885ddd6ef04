-- For this transaction: words with a letter too many, missing or swapped share only a few trigrams when they are short.
SELECT set_config('pg_trgm.similarity_threshold', '0.2', true)
