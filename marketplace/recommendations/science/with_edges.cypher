// Products that have such edges: those that nobody buys any more lose theirs.
MATCH (p:Product) WHERE p.id STARTS WITH $within AND EXISTS { (p)-[:NEAR]->() }
RETURN p.id AS id
