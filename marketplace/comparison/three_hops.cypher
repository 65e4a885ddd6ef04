// What do people buy who buy as I do, and I have not? Three hops. Ways are not walked one by one: who shares three
// products with me is gone on from once, and counts three. What is mine is looked up at the end, once a product.
MATCH (me:User {id: $shopper_id})-[:PURCHASED]->(mine:Product)
WITH DISTINCT me, mine
MATCH (mine)<-[:PURCHASED]-(other:User) WHERE other <> me
WITH me, other, count(DISTINCT mine) AS shared
CALL (other) {
    MATCH (other)-[:PURCHASED]->(theirs:Product)
    RETURN DISTINCT theirs
}
WITH me, theirs, count(*) AS people, sum(shared) AS ways
WHERE NOT EXISTS { (me)-[:PURCHASED]->(theirs) }
RETURN theirs.id AS id, people, ways
ORDER BY ways DESC, people DESC, id
LIMIT $limit
