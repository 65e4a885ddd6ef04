-- For each connection, once. Short statements are slower compiled than run (jit). A filtered HNSW scan goes on until
-- enough pass, in exact order. ef_search is how many candidates it keeps: of the ten nearest among 50,000 vectors, 40
-- found 98 %, 200 found 99 %; where a filter kept a tenth, 93 % and 98 %.
SELECT set_config('jit', 'off', false),
       set_config('hnsw.iterative_scan', 'strict_order', false),
       set_config('hnsw.ef_search', '200', false),
       set_config('hnsw.max_scan_tuples', '1000000', false),
       set_config('hnsw.scan_mem_multiplier', '20', false)
