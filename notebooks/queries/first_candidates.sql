-- For this transaction: HNSW as it comes, which stops at its first 40 candidates.
SELECT set_config('hnsw.iterative_scan', 'off', true), set_config('hnsw.ef_search', '40', true)
