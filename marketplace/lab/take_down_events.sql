-- The stand's events, before anything else of it and in a transaction of their own: deliveries that a relay is just making are
-- locked by it, and this waits, so that nothing reaches another store after it has been cleaned. It must hold nothing while
-- it waits: that relay's handler may want the shopper's row, and the two would wait for each other where PostgreSQL cannot see it.
DELETE FROM outbox WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%'
RETURNING event_id::text AS event_id, payload ->> 'user_id' AS user_id
