// Which products lie on the shortest ways between others? The more people, the shorter a line (Brandes, Social Networks
// 2008; from $sample products only, where there are many).
CALL gds.betweenness.stream($graph, {
    relationshipWeightProperty: 'distance', samplingSize: $sample, samplingSeed: $seed, concurrency: 1
}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
