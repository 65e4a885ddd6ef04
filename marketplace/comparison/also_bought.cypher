// What did the people who bought this buy as well? Two hops. Each buyer is gone through once (DISTINCT), however often
// they bought this one, and counted once, however often they bought another.
MATCH (this:Product {id: $product_id})<-[:PURCHASED]-(buyer:User)
WITH DISTINCT this, buyer
MATCH (buyer)-[:PURCHASED]->(other:Product) WHERE other <> this
WITH other, count(DISTINCT buyer) AS people
RETURN other.id AS id, people
ORDER BY people DESC, id
LIMIT $limit
