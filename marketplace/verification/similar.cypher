// Products with the number of their edges of likeness, a stretch at a time.
MATCH (p:Product) WHERE p.id > $after AND ($only IS NULL OR p.id IN $only)
RETURN p.id AS id, COUNT { (p)-[:SIMILAR_TO]->() } AS edges ORDER BY id LIMIT $limit
