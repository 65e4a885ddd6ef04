// Products as a graph of tastes: a line joins two that more people bought both of than chance would have it, at least
// $support of them, and weighs as many people as are more. Popular things then weigh no more than others. Lines that lie
// the other way round are the same line. Numbers follow the ids, so that the same purchases always give the same graph; each
// product's lines are put in order by themselves, for all of a large shop's at once would not fit into a transaction.
MATCH (a:Product) WHERE a.id STARTS WITH $within
WITH a ORDER BY a.id
CALL (a) {
    MATCH (a)-[e:ALSO_BOUGHT]-(b:Product)
    WHERE a.id < b.id AND b.id STARTS WITH $within AND e.people >= $support AND e.lift > 1
    WITH b, max(e.people * (1 - 1 / e.lift)) AS surplus
    RETURN b, surplus ORDER BY b.id
}
WITH gds.graph.project(
    $graph, a, b,
    {relationshipProperties: {surplus: surplus, distance: 1 / surplus}},
    {undirectedRelationshipTypes: ['*']}
) AS projected
RETURN projected.nodeCount AS products, projected.relationshipCount / 2 AS ties
