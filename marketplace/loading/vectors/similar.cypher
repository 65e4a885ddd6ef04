// The most alike of each product, by meaning. The old ones go in the same transaction: nobody sees a product without.
UNWIND $rows AS row
MATCH (p:Product {id: row.id})
CALL (p) {
    OPTIONAL MATCH (p)-[old:SIMILAR_TO]->()
    DELETE old
}
WITH p, row
UNWIND row.near AS near
MATCH (other:Product {id: near[0]})
CREATE (p)-[:SIMILAR_TO {score: near[1]}]->(other)
