// Orders that the graph was told are cancelled.
MATCH (c:CancelledOrder) RETURN c.id AS id ORDER BY id
