-- News of the simulation's orders, carried or not. An event that a relay is carrying right now is locked by it: this waits
-- until it is done, so that nothing reaches another store after it has been cleaned.
DELETE FROM outbox WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%'
RETURNING event_id::text AS event_id, payload ->> 'user_id' AS user_id
