// Products as a walker goes from one to the next: along ALSO_BOUGHT, by its score.
MATCH (a:Product)-[e:ALSO_BOUGHT]->(b:Product)
WHERE a.id STARTS WITH $within AND b.id STARTS WITH $within
WITH a, b, e.score AS score
ORDER BY a.id, b.id
WITH gds.graph.project($graph, a, b, {relationshipProperties: {score: score}}) AS projected
RETURN projected.nodeCount AS products, projected.relationshipCount AS ties
