// A place for every product in a room of $dimensions, so that those with the same buyers lie near each other: random numbers
// of the nodes, averaged over neighbours and their neighbours (FastRP: Chen and others, CIKM 2019). The random numbers follow
// from the seed and the server's own numbers of the nodes.
CALL gds.fastRP.mutate($graph, {
    embeddingDimension: $dimensions, iterationWeights: $weights, randomSeed: $seed, concurrency: 1,
    mutateProperty: 'embedding'
}) YIELD nodePropertiesWritten
RETURN nodePropertiesWritten AS nodes
