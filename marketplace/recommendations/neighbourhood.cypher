// Everything one step from a node, to draw: parallel purchases of one product are one edge with its count. The heaviest
// first, and how many there are in all, so that what is cut off can be said.
MATCH (centre {id: $id}) WHERE $kind IN labels(centre)
MATCH (centre)-[r]-(other)
WHERE type(r) IN $kinds AND NOT other:Migration
WITH centre, other, type(r) AS kind, startNode(r) = centre AS outward, count(r) AS weight
ORDER BY weight DESC, other.id
WITH centre, collect({id: other.id, kind: labels(other)[0], label: other.name, edge: kind, outward: outward, weight: weight}) AS found
RETURN centre.id AS id, centre.name AS label, size(found) AS total, found[..$limit] AS neighbours
