// Purchases of shoppers who have some in the graph: what is gone goes, what is missing comes, the rest is set to what it is.
// `keep` is a map, so that each edge is looked up and not searched for. An edge younger than the reading is never taken
// for gone. The shopper is locked first, as the relay does.
UNWIND $shoppers AS shopper
MATCH (u:User {id: shopper.id})
SET u._lock = 'load'
WITH u, shopper
CALL (u, shopper) {
    OPTIONAL MATCH (u)-[r:PURCHASED]->(p:Product)
    WHERE shopper.keep[r.order_id + ' ' + p.id] IS NULL AND r.at < datetime({epochMillis: $before})
    DELETE r
}
WITH u, shopper
UNWIND shopper.bought AS bought
MATCH (p:Product {id: bought[0]})
MERGE (u)-[r:PURCHASED {order_id: bought[1]}]->(p)
SET r.quantity = bought[2], r.price = bought[3], r.at = datetime({epochMillis: bought[4]})
