-- News of the simulation's orders, carried or not; its deliveries go with it. One that a relay is making right now is locked
-- by it: this waits until it is done, so that nothing reaches another store after it has been cleaned.
DELETE FROM outbox WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%'
RETURNING event_id::text AS event_id, payload ->> 'user_id' AS user_id
