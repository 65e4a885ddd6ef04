// An order becomes PURCHASED relationships, one a line. The shopper's node is locked first (SET): relays that meet on one
// shopper queue up instead of deadlocking. MERGE by order id: hearing of an order twice changes nothing.
MERGE (u:User {id: $user_id})
SET u._lock = $order_id
WITH u
UNWIND $items AS item
MERGE (p:Product {id: item.product_id})
MERGE (u)-[r:PURCHASED {order_id: $order_id}]->(p)
SET r.quantity = item.quantity, r.price = toFloat(item.unit_price), r.at = datetime($placed_at)
