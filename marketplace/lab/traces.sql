-- What PostgreSQL still holds of a stand: nothing, once it has been taken down.
SELECT (SELECT count(*) FROM products WHERE id LIKE %(prefix)s || '%%')
     + (SELECT count(*) FROM users WHERE id LIKE %(prefix)s || '%%')
     + (SELECT count(*) FROM orders WHERE user_id LIKE %(prefix)s || '%%')
     + (SELECT count(*) FROM outbox WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%') AS postgres
