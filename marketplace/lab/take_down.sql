-- Everything whose id begins with the stand's prefix. Deliveries that a relay is just making are locked by it: this waits, so
-- that nothing reaches another store after it has been cleaned. One statement: foreign keys are checked at its end.
WITH events AS (
    DELETE FROM outbox WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%'
    RETURNING event_id::text AS event_id, payload ->> 'user_id' AS user_id
), lines AS (
    DELETE FROM order_items i USING orders o WHERE o.id = i.order_id AND o.user_id LIKE %(prefix)s || '%%'
), gone AS (
    DELETE FROM orders WHERE user_id LIKE %(prefix)s || '%%'
), goods AS (
    DELETE FROM products WHERE id LIKE %(prefix)s || '%%'
), people AS (
    DELETE FROM users WHERE id LIKE %(prefix)s || '%%'
)
SELECT event_id, user_id FROM events
