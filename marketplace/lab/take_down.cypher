// A stand's shoppers and products with every relationship of theirs; found by the indexes on their ids.
CALL () {
    MATCH (u:User) WHERE u.id STARTS WITH $prefix RETURN u AS node
    UNION
    MATCH (p:Product) WHERE p.id STARTS WITH $prefix RETURN p AS node
}
DETACH DELETE node
RETURN count(*) AS removed
