// Nodes of one kind as the graph has them, those asked for.
UNWIND $ids AS id
MATCH (n:User|Product|Category|Seller {id: id}) WHERE $label IN labels(n)
RETURN n.id AS id, n.name AS name, n.location AS location, n.price AS price,
       [(n)-[:BELONGS_TO]->(c) | c.id] AS categories, [(n)-[:SOLD_BY]->(s) | s.id] AS sellers
