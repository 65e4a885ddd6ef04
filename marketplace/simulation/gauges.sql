-- The shelf and the news as they are this moment: what a live picture shows is the database's word, not the crowd's own.
-- Only events since the simulation began are looked at: the outbox keeps older ones. Carried is what every destination has.
SELECT p.shelf, p.last, o.placed, o.carried
FROM (
    SELECT coalesce(sum(stock) FILTER (WHERE id <> %(rush)s), 0)::integer AS shelf,
           coalesce(sum(stock) FILTER (WHERE id = %(rush)s), 0)::integer AS last
    FROM products WHERE id LIKE %(prefix)s || '%%'
) p, (
    SELECT count(*) AS placed,
           count(*) FILTER (WHERE NOT EXISTS (
               SELECT FROM deliveries d WHERE d.event = outbox.id AND d.delivered_at IS NULL)) AS carried
    FROM outbox WHERE id > %(since)s AND payload ->> 'user_id' LIKE %(prefix)s || '%%'
) o
