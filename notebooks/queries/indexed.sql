-- For this transaction: index scans again.
SET LOCAL enable_indexscan = on
