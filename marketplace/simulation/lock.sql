-- One simulation at a time: what is left of an earlier one can then be cleared by its prefix alone. The lock belongs to
-- the transaction, so a process that dies lets go of it.
SELECT pg_try_advisory_xact_lock(4207849002) AS free
