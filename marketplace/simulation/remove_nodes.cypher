// The simulation's shoppers and goods in the graph, with every relationship of theirs, found by the indexes on their ids;
// and what its cancelled orders left. Relationships are counted from the shoppers' side: each of them begins there.
CALL () {
    MATCH (u:User) WHERE u.id STARTS WITH $prefix RETURN u AS node, COUNT { (u)-->() } AS relationships
    UNION
    MATCH (p:Product) WHERE p.id STARTS WITH $prefix RETURN p AS node, 0 AS relationships
    UNION
    MATCH (c:CancelledOrder) WHERE c.user_id STARTS WITH $prefix RETURN c AS node, 0 AS relationships
}
DETACH DELETE node
RETURN count(*) AS nodes, coalesce(sum(relationships), 0) AS relationships
