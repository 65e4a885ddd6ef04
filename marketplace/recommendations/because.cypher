// Which of a shopper's own products speak for these, and how strongly? The same sum as the ranking's, not added up over them.
MATCH (me:User {id: $user_id})-[r:PURCHASED]->(p:Product)
WITH r.at AS at, collect(DISTINCT p) AS products
ORDER BY at DESC
WITH collect(products) AS moments
UNWIND range(0, size(moments[..size($decays)]) - 1) AS ago
UNWIND moments[ago] AS p
MATCH (p)-[e:ALSO_BOUGHT|SIMILAR_TO|NEAR]->(other:Product)
WHERE type(e) = $kind AND other.id IN $ids
WITH other, p, e, sum(toInteger(e.score * 16777216) / 16777216.0 * $decays[ago]) AS part
WHERE part > 0
WITH other, p, e, part
ORDER BY part DESC, p.id
WITH other, collect({id: p.id, part: part, people: e.people, lift: e.lift})[..3] AS sources
RETURN other.id AS id, sources
