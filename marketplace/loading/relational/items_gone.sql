-- Lines that a loaded order no longer has.
DELETE FROM order_items i
USING staged_orders s
WHERE i.order_id = s.id
  AND NOT EXISTS (SELECT FROM staged_items k WHERE k.order_id = i.order_id AND k.line = i.line)
