// What did people who bought this also buy? People are counted, not paths: who bought it five times is one person.
// At least $support of them, before a similarity is trusted. Jaccard (shared buyers of all buyers of either) keeps the
// shop's best sellers from being everybody's neighbour; lift says how many times likelier than by chance.
MATCH (p:Product {id: $product_id})<-[:PURCHASED]-(u:User)
WITH p, collect(DISTINCT u) AS buyers
UNWIND buyers AS u
MATCH (u)-[:PURCHASED]->(other:Product) WHERE other <> p
WITH buyers, other, count(DISTINCT u) AS people
WHERE people >= $support
WITH size(buyers) AS here, other, people, COUNT { MATCH (o:User)-[:PURCHASED]->(other) RETURN DISTINCT o } AS there,
     COUNT { MATCH (:User) } AS everybody
RETURN other.id AS id, people, there AS buyers, toFloat(people) / (here + there - people) AS score,
       toFloat(people) * everybody / (here * there) AS lift
ORDER BY score DESC, people DESC, id
LIMIT $limit
