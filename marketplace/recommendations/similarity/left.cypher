// Touched products that wait for the next whole build after all.
MATCH (p:Product) WHERE p.id IN $ids
REMOVE p.stale
