// Products as a walker goes from one to the next, kept in the server's memory under a name that says of which ALSO_BOUGHT
// edges it is: those of a new build are asked for under another, and nobody is answered by the old. A former one is dropped. Orders
// change edges between builds, and not the name: as long as it lacks no product the walk goes over them as they were.
// A product's edges are put in order by themselves: all of a large shop's at once would not fit into a transaction.
CALL () {
    CALL gds.graph.list() YIELD graphName
    WITH graphName WHERE graphName STARTS WITH 'walk of '
    CALL gds.graph.drop(graphName, false) YIELD graphName AS dropped
    RETURN count(dropped) AS dropped
}
OPTIONAL MATCH (c:Computed {name: 'ALSO_BOUGHT'})
WITH 'walk of ' + coalesce(toString(c.at), 'what there is') AS walk
MATCH (a:Product)
WITH walk, a ORDER BY a.id
CALL (a) {
    MATCH (a)-[e:ALSO_BOUGHT]->(b:Product)
    RETURN b, e.score AS score ORDER BY b.id
}
WITH gds.graph.project(walk, a, b, {relationshipProperties: {score: score}}) AS projected
RETURN projected.nodeCount AS products, projected.relationshipCount AS edges
