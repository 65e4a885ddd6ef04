// A place for every product in a room of $dimensions, so that those with the same buyers lie near each other: random numbers
// of the nodes, averaged over neighbours and their neighbours (FastRP: Chen and others, CIKM 2019). The random numbers follow
// from the seed and the server's own numbers of the nodes. Kept on the nodes, for whoever wants to look.
CALL gds.fastRP.mutate($graph, {
    embeddingDimension: $dimensions, iterationWeights: $weights, randomSeed: $seed, concurrency: 1,
    mutateProperty: 'embedding'
}) YIELD nodePropertiesWritten
CALL gds.graph.nodeProperty.stream($graph, 'embedding', ['Product']) YIELD nodeId, propertyValue
WITH gds.util.asNode(nodeId) AS p, propertyValue
SET p.embedding = propertyValue
RETURN count(p) AS products
