// What goes with the products a visitor looked at last ($looked, newest first), by what others bought and by meaning? For who
// has bought nothing yet. The last look counts most.
UNWIND range(0, size($looked) - 1) AS ago
MATCH (p:Product {id: $looked[ago]})-[e:ALSO_BOUGHT|SIMILAR_TO]->(other:Product)
WHERE NOT other.id IN $without
WITH other, p, sum($decays[ago] * (toInteger(e.score * 16777216) / 16777216.0)) AS score
WITH other, sum(score) AS score, collect([score, p.id]) AS parts
RETURN other.id AS id, score, COLLECT { UNWIND parts AS part RETURN part[1] ORDER BY part[0] DESC, part[1] LIMIT 3 } AS because
ORDER BY score DESC, id
LIMIT $limit
