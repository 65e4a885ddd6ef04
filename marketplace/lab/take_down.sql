-- Everything whose id begins with the stand's prefix. One statement: foreign keys are checked at its end.
WITH lines AS (
    DELETE FROM order_items i USING orders o WHERE o.id = i.order_id AND o.user_id LIKE %(prefix)s || '%%'
), gone AS (
    DELETE FROM orders WHERE user_id LIKE %(prefix)s || '%%'
), goods AS (
    DELETE FROM products WHERE id LIKE %(prefix)s || '%%'
)
DELETE FROM users WHERE id LIKE %(prefix)s || '%%'
