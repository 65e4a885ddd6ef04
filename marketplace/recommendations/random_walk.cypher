// Where does a walk end that goes from a shopper's products to their buyers and on to what those bought? Popular starts, busy
// buyers and popular ends are damped by powers of their degrees (RP3beta: Paudel et al., TiiS 2017). It walks the raw
// purchases, so it sees the rare products that have no place among anything's hundred edges; and it takes longer. Buyers are
// counted together before the last step, and shares are whole numbers of 2^-30: any order of adding gives the same.
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
CALL (me, shopper) {
    MATCH (me)-[:PURCHASED]->(p:Product)
    WITH me, collect(DISTINCT p) AS own
    UNWIND own AS p
    WITH me, own, p, toInteger(1073741824 * COUNT { (p)<-[:PURCHASED]-() } ^ $source) AS share
    MATCH (p)<-[:PURCHASED]-(buyer:User) WHERE buyer <> me
    WITH own, buyer, sum(share) AS reached
    WITH own, buyer, toInteger(reached * COUNT { (buyer)-[:PURCHASED]->() } ^ $history) AS share
    MATCH (buyer)-[:PURCHASED]->(other:Product)
    WITH own, other, sum(share) AS reached, count(DISTINCT buyer) AS people
    WHERE reached > 0 AND NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, reached * COUNT { (other)<-[:PURCHASED]-() } ^ $target / 1073741824 AS score, people
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score, people
