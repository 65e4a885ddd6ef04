-- Told by the trigger of the table, when a transaction that wrote events is committed.
LISTEN outbox
