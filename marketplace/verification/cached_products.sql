-- Products as the catalogue shows them, of which the caches have nothing left to hear.
SELECT p.id, p.name, p.description, p.category_id, p.seller_id, p.price, p.tags, p.stock, p.sold
FROM products p
WHERE p.id > %(after)s AND (%(only)s::text[] IS NULL OR p.id = ANY(%(only)s::text[]))
  AND NOT EXISTS (
      SELECT 1 FROM deliveries d JOIN outbox e ON e.id = d.event
      WHERE d.destination = 'caches' AND d.delivered_at IS NULL AND d.dead_at IS NULL
        AND e.payload -> 'items' @> jsonb_build_array(jsonb_build_object('product_id', p.id)))
ORDER BY p.id
LIMIT %(limit)s
