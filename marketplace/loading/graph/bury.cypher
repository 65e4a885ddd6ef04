// What is left of cancelled orders goes, under the lock under which purchases are written.
UNWIND $ids AS id
MATCH (c:CancelledOrder {id: id})
MATCH (u:User {id: c.user_id})
SET u._lock = id
WITH u, id
MATCH (u)-[r:PURCHASED {order_id: id}]->()
DELETE r
