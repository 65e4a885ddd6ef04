// Shoppers and what they bought, however often: a line is a line in either direction. $without: by shopper, products that
// are left out, to be found again by an evaluation. Each shopper's are put in order by themselves: all of a large shop's at
// once would not fit into a transaction.
MATCH (u:User) WHERE u.id STARTS WITH $within
WITH u ORDER BY u.id
CALL (u) {
    WITH u, coalesce($without[u.id], []) AS left_out
    MATCH (u)-[:PURCHASED]->(p:Product) WHERE p.id STARTS WITH $within AND NOT p.id IN left_out
    WITH DISTINCT p
    RETURN p ORDER BY p.id
}
WITH gds.graph.project(
    $graph, u, p, {sourceNodeLabels: 'User', targetNodeLabels: 'Product'}, {undirectedRelationshipTypes: ['*']}
) AS projected
RETURN projected.nodeCount AS nodes
