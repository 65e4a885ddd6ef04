// Edges among nodes already drawn: they make a neighbourhood a graph rather than a star.
MATCH (a:User|Product|Category|Seller)-[r]->(b:User|Product|Category|Seller)
WHERE a.id IN $ids AND b.id IN $ids AND type(r) IN $kinds
RETURN a.id AS source, labels(a)[0] AS source_kind, b.id AS target, labels(b)[0] AS target_kind, type(r) AS kind,
       count(r) AS weight, max(r.score) AS score, max(r.people) AS people, max(r.lift) AS lift
ORDER BY source, target, kind
LIMIT $limit
