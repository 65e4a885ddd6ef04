// Everything one step from a node, to draw: parallel purchases of one product are one edge with its count. The
// relationships take turns, each its heaviest first: a hundred buyers do not hide the maker. How many there are in all is
// counted, so that what is cut off can be said. The labels are named so that the index on each label's id is asked; with
// none, every node of the graph would be read.
MATCH (centre:User|Product|Category|Seller {id: $id}) WHERE $kind IN labels(centre)
MATCH (centre)-[r]-(other)
WHERE type(r) IN $kinds AND NOT other:Migration
WITH centre, other, type(r) AS edge, startNode(r) = centre AS outward, count(r) AS weight
ORDER BY weight DESC, other.id
WITH centre, edge, outward, collect({id: other.id, kind: labels(other)[0], label: other.name, community: other.community, edge: edge, outward: outward, weight: weight}) AS list
UNWIND range(0, size(list) - 1) AS turn
WITH centre, turn, list[turn] AS neighbour
ORDER BY turn, neighbour.edge, neighbour.outward DESC
WITH centre, collect(neighbour) AS found
RETURN centre.id AS id, centre.name AS label, centre.community AS community, size(found) AS total, found[..$limit] AS neighbours
