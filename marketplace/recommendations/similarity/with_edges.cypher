// Products that have such edges: those that nobody buys any more lose theirs.
MATCH (p:Product) WHERE EXISTS { (p)-[:ALSO_BOUGHT]->() }
RETURN p.id AS id
