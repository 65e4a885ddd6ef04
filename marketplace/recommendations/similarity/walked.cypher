// The second step of the walk, from products one step away: their strongest direct edges with their shares.
UNWIND $ids AS id
MATCH (p:Product {id: id})-[e:ALSO_BOUGHT]->(other:Product) WHERE e.step > 0
RETURN id AS source, other.id AS target, e.step AS step
