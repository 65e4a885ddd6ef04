-- For each connection, once. Short statements are slower compiled than run (jit). Where the data is in memory, to fetch a row
-- by its index costs little more than the next one: with the default, a disk's, 4,000 vectors are picked out of 50,000 by
-- reading all. A filtered HNSW scan goes on until enough pass; in strict order it would pass over whatever it finds later
-- than it should have, a quarter of all where the filter and the query have nothing in common. ef_search is how many
-- candidates it keeps (benchmarks/search.py).
SELECT set_config('jit', 'off', false),
       set_config('random_page_cost', '1.1', false),
       set_config('hnsw.iterative_scan', 'relaxed_order', false),
       set_config('hnsw.ef_search', '300', false),
       set_config('hnsw.max_scan_tuples', '1000000', false),
       set_config('hnsw.scan_mem_multiplier', '20', false)
