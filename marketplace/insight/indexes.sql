-- Indexes with their definitions, their sizes, and how often each was used since the statistics were last reset: one that
-- is never used costs every write and gives nothing.
SELECT t.relname AS on_what, i.relname AS name, m.amname AS method, x.indisunique AS is_unique,
       pg_get_indexdef(i.oid) AS definition, pg_relation_size(i.oid) AS bytes, coalesce(s.idx_scan, 0) AS uses
FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_am m ON m.oid = i.relam
LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = i.oid
WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE '\_yoyo%' AND t.relname NOT LIKE 'yoyo%'
ORDER BY t.relname, i.relname
