// Where does a walker end up who goes on along what is bought next, and now and then begins anew at one of a shopper's own
// products? Personalised PageRank (Haveliwala, WWW 2002) over the graph that Data Science keeps in memory. What no edge
// joins is nowhere to begin; a product that edges join, and that graph has not, has it made anew (walk.py).
OPTIONAL MATCH (c:Computed {name: 'ALSO_BOUGHT'})
WITH 'walk of ' + coalesce(toString(c.at), 'what there is') AS walk
UNWIND $shoppers AS shopper
MATCH (me:User {id: shopper.id})
WITH walk, shopper, COLLECT { MATCH (me)-[:PURCHASED]->(o:Product) RETURN DISTINCT o } AS own
WITH walk, shopper, own, [p IN own WHERE EXISTS { (p)-[:ALSO_BOUGHT]-() }] AS sources
WHERE size(sources) > 0
CALL (walk, shopper, own, sources) {
    CALL gds.pageRank.stream(walk, {
        sourceNodes: sources, relationshipWeightProperty: 'score', dampingFactor: $damping, maxIterations: 50,
        tolerance: $tolerance, concurrency: 1
    }) YIELD nodeId, score
    MATCH (other:Product)
    WHERE id(other) = nodeId AND score > 0 AND NOT other IN own AND (shopper.among IS NULL OR other.id IN shopper.among)
    RETURN other.id AS id, score
    ORDER BY score DESC, id
    LIMIT $limit
}
RETURN shopper.id AS user_id, id, score
