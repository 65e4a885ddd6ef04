// What lies near a shopper's purchases among all purchases, the last one counting most? NEAR comes from embeddings of the
// purchase graph. Scores are cut to multiples of 2^-24 before they are added up.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    MATCH (me)-[r:PURCHASED]->(p:Product)
    WITH r.at AS at, collect(DISTINCT p) AS products
    ORDER BY at DESC
    WITH collect(products) AS moments, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
    UNWIND range(0, size(moments[..size($decays)]) - 1) AS ago
    UNWIND moments[ago] AS p
    MATCH (p)-[e:NEAR]->(other:Product)
    WITH own, other, sum(toInteger(e.score * 16777216) / 16777216.0 * $decays[ago]) AS score
    WHERE score > 0 AND NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, score
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score
