// How does the graph lead from a shopper to a product? Over what they bought and its edge to it; of each kind those that speak
// loudest, as because.cypher has it ($decays: by how many moments ago). And over people who bought both, a few of them, to see.
MATCH (me:User {id: $user_id})-[r:PURCHASED]->(p:Product)
WITH me, r.at AS at, collect(DISTINCT p) AS products
ORDER BY at DESC
WITH me, collect(products) AS moments
UNWIND range(0, size(moments[..size($decays)]) - 1) AS ago
UNWIND moments[ago] AS p
MATCH (p)-[e:ALSO_BOUGHT|SIMILAR_TO|NEAR]->(other:Product {id: $product_id})
WITH me, p, other, e, sum(e.score * $decays[ago]) AS part
ORDER BY part DESC, p.id
WITH me, other, type(e) AS kind, collect({p: p, e: e})[..3] AS ways
ORDER BY kind
UNWIND ways AS way
WITH me, other, way.p AS p, way.e AS e
RETURN me.id AS user_id, me.name AS user, p.id AS via_id, p.name AS via, type(e) AS kind, e.score AS score,
       e.people AS people, other.id AS id, other.name AS name,
       COLLECT {
           MATCH (p)<-[:PURCHASED]-(u:User)-[:PURCHASED]->(other) WHERE u <> me
           RETURN DISTINCT {id: u.id, name: u.name} AS person ORDER BY person.id LIMIT 3
       } AS buyers
