// Some products' edges made anew. The old ones go in the same transaction: nobody sees a product without. One node is locked
// first (SET): two that write at once, and each product's edges lock those they lead to, queue up instead of deadlocking, and
// the second sees the edges of the first, which go.
MERGE (c:Computed {name: 'NEAR'})
SET c.at = datetime()
WITH c
UNWIND $rows AS row
MATCH (p:Product {id: row.id})
CALL (p) {
    OPTIONAL MATCH (p)-[old:NEAR]->()
    DELETE old
}
WITH p, row
UNWIND row.edges AS edge
MATCH (other:Product {id: edge[0]})
CREATE (p)-[:NEAR {score: edge[1]}]->(other)
