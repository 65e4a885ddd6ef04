// Products whose edges an order has changed since they were worked out.
MATCH (p:Product) WHERE p.stale IS NOT NULL
RETURN p.id AS id, p.stale AS mark
ORDER BY id
LIMIT $limit
