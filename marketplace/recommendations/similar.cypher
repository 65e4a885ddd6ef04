// What means nearly the same as what a shopper bought, the last purchase counting most? SIMILAR_TO comes from the products'
// vectors: nobody needs to have bought what is found. Scores are cut to multiples of 2^-24 before they are added up.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    MATCH (me)-[r:PURCHASED]->(p:Product)
    WITH r.at AS at, collect(DISTINCT p) AS products
    ORDER BY at DESC
    WITH collect(products) AS moments, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
    UNWIND range(0, size(moments[..size($decays)]) - 1) AS ago
    UNWIND moments[ago] AS p
    MATCH (p)-[e:SIMILAR_TO]->(other:Product)
    WITH own, other, sum(toInteger(e.score * 16777216) / 16777216.0 * $decays[ago]) AS score
    WHERE score > 0 AND NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, score
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score
