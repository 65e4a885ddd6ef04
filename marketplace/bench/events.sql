-- What has just happened to the shoppers of a stand and was not carried to anybody yet: to be handed to handlers by hand.
SELECT id, event_id::text AS event_id, kind, sequence, payload, created_at
FROM outbox o
WHERE payload ->> 'user_id' LIKE %(prefix)s || '%%'
  AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event = o.id AND d.delivered_at IS NOT NULL)
ORDER BY id
