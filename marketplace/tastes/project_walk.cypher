// Products as a walker goes from one to the next: along ALSO_BOUGHT, by its score.
MATCH (a:Product) WHERE a.id STARTS WITH $within
WITH a ORDER BY a.id
CALL (a) {
    MATCH (a)-[e:ALSO_BOUGHT]->(b:Product) WHERE b.id STARTS WITH $within
    RETURN b, e.score AS score ORDER BY b.id
}
WITH gds.graph.project($graph, a, b, {relationshipProperties: {score: score}}) AS projected
RETURN projected.nodeCount AS products, projected.relationshipCount AS ties
