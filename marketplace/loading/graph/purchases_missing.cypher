// Single purchases that are missing or differ: MERGE by order, for a relay may carry the same order at this moment.
// The shopper is locked first (SET), as the relay does.
UNWIND $edges AS edge
MATCH (u:User {id: edge[0]})
SET u._lock = edge[2]
WITH u, edge
MATCH (p:Product {id: edge[1]})
MERGE (u)-[r:PURCHASED {order_id: edge[2]}]->(p)
SET r.quantity = edge[3], r.price = edge[4], r.at = datetime({epochMillis: edge[5]})
