// Orders that the graph takes for cancelled, a stretch at a time.
MATCH (c:CancelledOrder) WHERE c.id > $after AND ($only IS NULL OR c.id IN $only)
RETURN c.id AS id ORDER BY id LIMIT $limit
