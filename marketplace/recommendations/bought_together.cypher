// What lay in the same basket? Two purchases belong together when they carry the same order id.
MATCH (p:Product {id: $product_id})<-[r:PURCHASED]-(u:User)-[s:PURCHASED]->(other:Product)
WHERE s.order_id = r.order_id AND other <> p
WITH other, count(DISTINCT r.order_id) AS orders
WHERE orders >= $support
RETURN other.id AS id, orders AS people, toFloat(orders) AS score
ORDER BY score DESC, id
LIMIT $limit
