// Nodes whose rows are no longer in PostgreSQL, with all their relationships. A shopper and a product may share an id.
UNWIND $ids AS id
MATCH (n:User|Product|Category|Seller {id: id}) WHERE $label IN labels(n)
DETACH DELETE n
