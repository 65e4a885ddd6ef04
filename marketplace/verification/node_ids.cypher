// Ids of the nodes of one kind, a stretch at a time, in the order of the index on them.
MATCH (n:User|Product|Category|Seller)
WHERE $label IN labels(n) AND n.id > $after AND ($only IS NULL OR n.id IN $only)
RETURN n.id AS id ORDER BY id LIMIT $limit
