// Products, each under its craft and its maker. Both may have changed since: an edge to another goes first.
UNWIND $rows AS row
MERGE (p:Product {id: row.id})
SET p.name = row.name, p.price = row.price
WITH p, row
CALL (p, row) {
    OPTIONAL MATCH (p)-[old:BELONGS_TO]->(c:Category) WHERE row.category IS NULL OR c.id <> row.category
    DELETE old
}
CALL (p, row) {
    OPTIONAL MATCH (p)-[old:SOLD_BY]->(s:Seller) WHERE row.seller IS NULL OR s.id <> row.seller
    DELETE old
}
CALL (p, row) {
    MATCH (c:Category {id: row.category})
    MERGE (p)-[:BELONGS_TO]->(c)
}
CALL (p, row) {
    MATCH (s:Seller {id: row.seller})
    MERGE (p)-[:SOLD_BY]->(s)
}
