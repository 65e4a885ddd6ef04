-- What can be rebuilt faster than kept up during a big first load: foreign and unique keys, then indexes that uphold no
-- rule. The keys are checked when they are added again, all rows at once instead of one look-up a row.
SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname) AS drop,
       'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
           || pg_get_constraintdef(oid) AS make,
       2 AS step
FROM pg_constraint
WHERE contype IN ('f', 'u') AND conrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT 'DROP INDEX ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid), 1
FROM pg_index i
WHERE i.indrelid = ANY (%(tables)s::regclass[]) AND NOT i.indisunique
ORDER BY step
