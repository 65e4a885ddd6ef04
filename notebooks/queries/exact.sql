-- For this transaction: no index scans, so that every vector is compared.
SET LOCAL enable_indexscan = off
