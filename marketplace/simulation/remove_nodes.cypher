// The simulation's shoppers and goods in the graph, with every relationship of theirs, found by the indexes on their ids;
// and what its cancelled orders left.
CALL () {
    MATCH (u:User) WHERE u.id STARTS WITH $prefix RETURN u AS node
    UNION
    MATCH (p:Product) WHERE p.id STARTS WITH $prefix RETURN p AS node
    UNION
    MATCH (c:CancelledOrder) WHERE c.user_id STARTS WITH $prefix RETURN c AS node
}
DETACH DELETE node
RETURN count(*) AS removed
