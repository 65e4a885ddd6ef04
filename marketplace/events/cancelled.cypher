// Cancelled orders leave their id, under the same lock under which purchases are written, and their relationships go:
// whoever tells of their placing afterwards finds it. What was bought is marked: its ALSO_BOUGHT edges are worked out again.
UNWIND $orders AS order
MERGE (u:User {id: order.user_id})
SET u._lock = order.order_id
MERGE (c:CancelledOrder {id: order.order_id})
SET c.user_id = order.user_id
WITH u, order
MATCH (u)-[r:PURCHASED {order_id: order.order_id}]->(p:Product)
SET p.stale = randomUUID()
DELETE r
