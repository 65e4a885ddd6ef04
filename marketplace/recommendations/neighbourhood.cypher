// Everything one step from a node, to draw: parallel purchases of one product are one edge with its count. The
// relationships take turns, each its heaviest first: a hundred buyers do not hide the maker. A neighbour takes one place,
// however many relationships lead there. How many there are in all is counted, so that what is cut off can be said. The
// labels are named so that the index on each label's id is asked; with none, every node of the graph would be read.
MATCH (centre:User|Product|Category|Seller {id: $id}) WHERE $kind IN labels(centre)
MATCH (centre)-[r]-(other)
WHERE type(r) IN $kinds AND NOT other:Migration
WITH centre, other, type(r) AS edge, startNode(r) = centre AS outward, sum(coalesce(r.times, 1)) AS weight
ORDER BY weight DESC, other.id
WITH centre, edge, outward, collect(other) AS list
UNWIND range(0, size(list) - 1) AS turn
WITH centre, list[turn] AS other, turn, edge, outward
ORDER BY turn, edge, outward DESC
WITH centre, other, collect({turn: turn, edge: edge, outward: outward})[0] AS first
ORDER BY first.turn, first.edge, first.outward DESC
WITH centre, collect(other) AS found
RETURN centre.id AS id, centre.name AS label, centre.community AS community, size(found) AS total,
       [one IN found[..$limit] | {id: one.id, kind: labels(one)[0], label: one.name, community: one.community}] AS neighbours
