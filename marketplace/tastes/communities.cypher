// Which products are bought together, more than chance has it, and less so with others? Leiden (Traag, Waltman and van Eck,
// Scientific Reports 2019); with one thread and a fixed seed it answers the same each time.
CALL gds.leiden.mutate($graph, {
    relationshipWeightProperty: 'surplus', gamma: $gamma, randomSeed: $seed, concurrency: 1, mutateProperty: 'community'
}) YIELD modularity
CALL gds.graph.nodeProperty.stream($graph, 'community') YIELD nodeId, propertyValue
RETURN gds.util.asNode(nodeId).id AS id, propertyValue AS community, modularity
