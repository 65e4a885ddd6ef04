// By which purchases are two shoppers connected? The database's own search, breadth first from both ends.
MATCH (one:User {id: $one}), (other:User {id: $other})
MATCH way = shortestPath((one)-[:PURCHASED*..8]-(other))
RETURN length(way) AS steps, [node IN nodes(way) | node.id] AS ids
