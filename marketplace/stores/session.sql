-- For each connection, once. Short statements are slower compiled than run (jit). A filtered HNSW scan goes on until
-- enough pass, in exact order. ef_search: how many candidates it keeps; more find more of the true nearest, and cost.
SELECT set_config('jit', 'off', false),
       set_config('hnsw.iterative_scan', 'strict_order', false),
       set_config('hnsw.ef_search', '100', false)
