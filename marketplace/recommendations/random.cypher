// Anything at all: the other control, and what coverage and novelty are compared with.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    WITH me, shopper, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
    MATCH (other:Product)
    WHERE NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, rand() AS score
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score
