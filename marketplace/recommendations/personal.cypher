// What do a shopper's purchases speak for? Each of them has ALSO_BOUGHT edges, worked out beforehand from everybody's; their
// scores are added up, the last purchase counting most ($decays: by how many moments ago, 1 first). Walking the raw
// purchases instead took seventy times as long. What was bought already is left out at the end, by a list: asking the
// graph again for each candidate is slower. Scores and decays are binary fractions, so any order of adding gives the same.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    MATCH (me)-[r:PURCHASED]->(p:Product)
    WITH r.at AS at, collect(DISTINCT p) AS products
    ORDER BY at DESC
    WITH collect(products) AS moments, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
    UNWIND range(0, size(moments[..size($decays)]) - 1) AS ago
    UNWIND moments[ago] AS p
    MATCH (p)-[e:ALSO_BOUGHT]->(other:Product)
    WITH own, other, sum(e.score * $decays[ago]) AS score
    WHERE score > 0 AND NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, score
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score
