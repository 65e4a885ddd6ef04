// Purchases of shoppers who have none in the graph: CREATE, with one MATCH a shopper, is twice as fast as MERGE.
// The shopper is locked first (SET), so that a relay that carries an order of theirs at this moment waits. Shoppers whom
// one has reached meanwhile are returned, and get what they lack edge by edge.
UNWIND $shoppers AS shopper
MATCH (u:User {id: shopper.id})
SET u._lock = 'load'
WITH u, shopper, EXISTS { (u)-[:PURCHASED]->() } AS known
CALL (u, shopper, known) {
    WITH u, shopper WHERE NOT known
    UNWIND shopper.bought AS bought
    MATCH (p:Product {id: bought[0]})
    CREATE (u)-[:PURCHASED {order_id: bought[1], quantity: bought[2], price: bought[3], at: datetime({epochMillis: bought[4]})}]->(p)
}
WITH u.id AS id, known WHERE known
RETURN id
