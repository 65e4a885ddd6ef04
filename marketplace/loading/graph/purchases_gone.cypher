// Purchases that were cancelled, returned or loaded differently. The shopper is locked first (SET), as the relay does.
UNWIND $edges AS edge
MATCH (u:User {id: edge[0]})
SET u._lock = edge[2]
WITH u, edge
MATCH (u)-[r:PURCHASED {order_id: edge[2]}]->(p:Product {id: edge[1]})
DELETE r
