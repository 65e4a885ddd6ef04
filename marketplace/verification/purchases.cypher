// What the graph holds of some shoppers' purchases, to be compared with what it should.
UNWIND $ids AS id
MATCH (:User {id: id})-[r:PURCHASED]->(p:Product)
RETURN id, collect([p.id, r.order_id, r.quantity, r.price, r.at.epochMillis]) AS held
