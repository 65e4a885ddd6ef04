-- For this transaction only: joins of a million rows stay in memory, which also keeps rows in the order of their keys, and
-- indexes are built in one go.
SET LOCAL work_mem = '128MB';
SET LOCAL maintenance_work_mem = '256MB'
