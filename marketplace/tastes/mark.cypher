// What was found is kept on the products' nodes, all at once; what is found of a product no more goes.
MATCH (p:Product) WHERE p.id STARTS WITH $within
WITH p, $found[p.id] AS found
SET p.community = found[0], p.page_rank = found[1], p.betweenness = found[2]
