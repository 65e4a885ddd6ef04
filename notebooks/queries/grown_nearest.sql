-- Meaning, by the same order as in search/semantic.sql: HNSW walks from neighbour to neighbour.
SELECT id FROM grown_vectors ORDER BY embedding <=> %(vector)s LIMIT %(limit)s
