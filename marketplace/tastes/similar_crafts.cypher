// Which crafts have the same customers as this one? People are counted, at least $support of them; lift says how many times
// as many as if buying in the one had nothing to do with buying in the other.
MATCH (c:Category {id: $id})
MATCH (everybody:User) WHERE EXISTS { (everybody)-[:PURCHASED]->() }
WITH c, count(everybody) AS shoppers
MATCH (c)<-[:BELONGS_TO]-(:Product)<-[:PURCHASED]-(u:User)
WITH c, shoppers, collect(DISTINCT u) AS customers
UNWIND customers AS u
MATCH (u)-[:PURCHASED]->(:Product)-[:BELONGS_TO]->(other:Category) WHERE other <> c
WITH shoppers, size(customers) AS own, other, count(DISTINCT u) AS people
WHERE people >= $support
WITH shoppers, own, other, people,
     COUNT { MATCH (other)<-[:BELONGS_TO]-(:Product)<-[:PURCHASED]-(v:User) RETURN DISTINCT v } AS theirs
RETURN other.id AS id, other.name AS name, people, theirs, toFloat(people) * shoppers / (own * theirs) AS lift
ORDER BY people * log(lift) DESC, id
LIMIT $limit
