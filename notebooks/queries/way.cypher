// By which purchases are two shoppers connected? The shortest way, as the graph walks it from both ends.
MATCH (one:User {id: $one}), (other:User {id: $other})
MATCH way = shortestPath((one)-[:PURCHASED*..10]-(other))
RETURN length(way) AS steps, [n IN nodes(way) | {id: n.id, name: n.name, kind: labels(n)[0]}] AS nodes
