-- Every table of ours with its columns, constraints and size on disk, from the catalogue of the database itself: what is
-- shown is what is there, not what a migration meant. How many rows each has, row_counts.sql says.
SELECT c.relname AS name,
       pg_table_size(c.oid) AS bytes,
       pg_indexes_size(c.oid) AS index_bytes,
       (SELECT jsonb_agg(jsonb_build_object(
                   'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
                   'default', pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
        FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
       -- NOT NULL is told with the column (PostgreSQL 18 lists it as a constraint too).
       (SELECT coalesce(jsonb_agg(pg_get_constraintdef(k.oid) ORDER BY strpos('pufc', k.contype::text), k.conname), '[]')
        FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c')) AS constraints
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND c.relname NOT LIKE '\_yoyo%' AND c.relname NOT LIKE 'yoyo%'
ORDER BY c.relname
