// Where does somebody end up who always goes on to what is bought next, and now and then begins anew anywhere? That is what
// many purchases lead to: influence, beside plain popularity (PageRank: Page, Brin and others, 1999).
CALL gds.pageRank.stream($graph, {
    relationshipWeightProperty: 'score', dampingFactor: $damping, maxIterations: 100, tolerance: 1e-9, concurrency: 1
}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
