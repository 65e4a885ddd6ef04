// What did people who bought this also buy? The edges were worked out beforehand, with order and recency counted. People are
// counted, not paths, and at least $support of them before an edge is trusted: one that only a walk of two steps made has
// none. Lift says how many times likelier than by chance. Edges are replaced while they are read: one that goes just then has
// lost its properties, all or some, and is passed over.
MATCH (p:Product {id: $product_id})-[edge:ALSO_BOUGHT]->(other:Product)
WITH other, properties(edge) AS e
WHERE e.people >= $support AND e.lift IS NOT NULL AND e.score IS NOT NULL
RETURN other.id AS id, e.score AS score, e.people AS people, e.lift AS lift
ORDER BY score DESC, people DESC, id
LIMIT $limit
