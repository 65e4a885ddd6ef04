-- For this transaction: HNSW goes on past its first candidates until the filter is satisfied, in exact order.
SELECT set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '100', true)
