-- One computation at a time, in the whole system. The lock belongs to the transaction, so a process that dies lets go of it.
SELECT pg_try_advisory_xact_lock(4207849003) AS free
