// What are the shortest ways from one node to another, over some kinds of relationships, in either direction? The kinds are
// looked at while the search goes on, so one that is not wanted costs nothing. In quantified paths (SHORTEST) the same took
// minutes over the parallel purchases of a small shop. Of very many ways $found are looked at, so that hubs cost no more.
MATCH (a:User|Product|Category|Seller {id: $source}) WHERE $source_kind IN labels(a)
MATCH (b:User|Product|Category|Seller {id: $target}) WHERE $target_kind IN labels(b)
MATCH way = allShortestPaths((a)-[:PURCHASED|VIEWED|ALSO_BOUGHT|SIMILAR_TO|BELONGS_TO|SOLD_BY*..6]-(b))
WHERE all(r IN relationships(way) WHERE type(r) IN $kinds)
WITH way LIMIT $found
RETURN DISTINCT [n IN nodes(way) | {id: n.id, kind: labels(n)[0], label: n.name, community: n.community}] AS nodes
