// Some products' edges made anew. The old ones go in the same transaction: nobody sees a product without.
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
