// Orders become PURCHASED relationships, one a line. Each shopper's node is locked first (SET), shoppers in one order:
// relays that meet on one queue up instead of deadlocking. MERGE by order id: hearing of an order twice changes nothing. An
// order that has been cancelled since, of whose placing this is late news, stays cancelled.
UNWIND $orders AS order
MERGE (u:User {id: order.user_id})
SET u._lock = order.order_id
WITH u, order
WHERE NOT EXISTS { (:CancelledOrder {id: order.order_id}) }
UNWIND order.items AS item
MERGE (p:Product {id: item.product_id})
MERGE (u)-[r:PURCHASED {order_id: order.order_id}]->(p)
SET r.quantity = item.quantity, r.price = toFloat(item.unit_price), r.at = datetime(order.placed_at)
