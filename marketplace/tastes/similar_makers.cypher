// Which makers have the same customers as this one? People are counted, at least $support of them; lift says how many times
// as many as if buying of the one had nothing to do with buying of the other.
MATCH (s:Seller {id: $id})
MATCH (everybody:User) WHERE EXISTS { (everybody)-[:PURCHASED]->() }
WITH s, count(everybody) AS shoppers
MATCH (s)<-[:SOLD_BY]-(:Product)<-[:PURCHASED]-(u:User)
WITH s, shoppers, collect(DISTINCT u) AS customers
UNWIND customers AS u
MATCH (u)-[:PURCHASED]->(:Product)-[:SOLD_BY]->(other:Seller) WHERE other <> s
WITH shoppers, size(customers) AS own, other, count(DISTINCT u) AS people
WHERE people >= $support
WITH shoppers, own, other, people,
     COUNT { MATCH (other)<-[:SOLD_BY]-(:Product)<-[:PURCHASED]-(v:User) RETURN DISTINCT v } AS theirs
RETURN other.id AS id, other.name AS name, people, theirs, toFloat(people) * shoppers / (own * theirs) AS lift
ORDER BY people * log(lift) DESC, id
LIMIT $limit
