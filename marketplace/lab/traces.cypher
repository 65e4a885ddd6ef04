// What the graph still holds of a stand: nothing, once it has been taken down.
RETURN COUNT { MATCH (u:User) WHERE u.id STARTS WITH $prefix } + COUNT { MATCH (p:Product) WHERE p.id STARTS WITH $prefix } AS neo4j
