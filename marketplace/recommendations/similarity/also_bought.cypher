// A product's edges made anew. The old ones go in the same transaction: nobody sees a product without. One MATCH a source
// and CREATE, not MERGE, write three times as many edges a second as pairs would. What another has learned meanwhile stays:
// the node is locked before it is looked at, a mark must still be the one that was read (an order that came since has set
// another, and who has worked that out has taken it away), and a whole build passes over what was learned since it began
// to read ($since, milliseconds of this server's clock).
UNWIND $rows AS row
MATCH (p:Product {id: row.id})
SET p._lock = row.id
WITH p, row
WHERE CASE WHEN row.mark IS NULL THEN $since IS NULL OR coalesce(p.learned, 0) < $since ELSE p.stale = row.mark END
SET p.stale = CASE WHEN row.mark IS NULL THEN p.stale ELSE null END,
    p.learned = CASE WHEN row.mark IS NULL THEN p.learned ELSE timestamp() END
REMOVE p._lock
WITH p, row
CALL (p) {
    OPTIONAL MATCH (p)-[old:ALSO_BOUGHT]->()
    DELETE old
}
WITH p, row
UNWIND row.edges AS edge
MATCH (other:Product {id: edge[0]})
CREATE (p)-[:ALSO_BOUGHT {score: edge[1], step: edge[2], people: edge[3], lift: edge[4]}]->(other)
