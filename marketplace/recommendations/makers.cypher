// What else is there by the makers, and of the crafts, that a shopper bought from? A maker says four times as much as a craft,
// the last purchase most; of equals, what was bought most.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    MATCH (me)-[r:PURCHASED]->(p:Product)
    WITH r.at AS at, collect(DISTINCT p) AS products
    ORDER BY at DESC
    WITH collect(products) AS moments, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
    UNWIND range(0, size(moments[..size($decays)]) - 1) AS ago
    UNWIND moments[ago] AS p
    MATCH (p)-[e:SOLD_BY|BELONGS_TO]->(hub)
    WITH own, hub, sum($decays[ago] * CASE type(e) WHEN 'SOLD_BY' THEN 1.0 ELSE 0.25 END) AS liked
    WHERE liked > 0
    MATCH (other:Product)-[:SOLD_BY|BELONGS_TO]->(hub)
    WITH own, other, sum(liked) AS score, collect(hub.name) AS via
    WHERE NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, score, via
    ORDER BY score DESC, COUNT { (other)<-[:PURCHASED]-() } DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score, via
