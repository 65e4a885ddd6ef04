// A product's edges made anew. The old ones go in the same transaction: nobody sees a product without. One MATCH a source
// and CREATE, not MERGE, write three times as many edges a second as pairs would. The mark that it was to be done goes only
// if it is still the same one: an order that came meanwhile has set another.
UNWIND $rows AS row
MATCH (p:Product {id: row.id})
SET p.stale = CASE WHEN p.stale = row.mark THEN null ELSE p.stale END
WITH p, row
CALL (p) {
    OPTIONAL MATCH (p)-[old:ALSO_BOUGHT]->()
    DELETE old
}
WITH p, row
UNWIND row.edges AS edge
MATCH (other:Product {id: edge[0]})
CREATE (p)-[:ALSO_BOUGHT {score: edge[1], step: edge[2], people: edge[3], lift: edge[4]}]->(other)
