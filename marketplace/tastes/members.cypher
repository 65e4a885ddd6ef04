// A shopper belongs where most of their purchases do, and a maker where most of their sales; of as many, to the larger
// community, which has the smaller number. How many of either each community has.
CALL () {
    MATCH (u:User) WHERE u.id STARTS WITH $within
    SET u.community = head(COLLECT {
        MATCH (u)-[:PURCHASED]->(p:Product) WHERE p.community IS NOT NULL
        WITH p.community AS community, count(*) AS times
        RETURN community ORDER BY times DESC, community LIMIT 1
    })
}
CALL () {
    MATCH (s:Seller) WHERE s.id STARTS WITH $within
    SET s.community = head(COLLECT {
        MATCH (s)<-[:SOLD_BY]-(p:Product) WHERE p.community IS NOT NULL
        WITH p.community AS community, sum(COUNT { (p)<-[:PURCHASED]-() }) AS times
        RETURN community ORDER BY times DESC, community LIMIT 1
    })
}
MATCH (n:User|Seller) WHERE n.id STARTS WITH $within AND n.community IS NOT NULL
RETURN n.community AS community, labels(n)[0] AS kind, count(*) AS members
