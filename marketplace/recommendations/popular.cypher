// What is bought most, by anybody? A control: whatever knows the shopper should do better. The degree of a node is stored
// with it, so nothing is walked.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    WITH me, shopper, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
    MATCH (other:Product)
    WHERE NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    WITH other, COUNT { (other)<-[:PURCHASED]-() } AS purchases
    WHERE purchases > 0
    RETURN other.id AS id, toFloat(purchases) AS score
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score
