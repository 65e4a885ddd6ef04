// How many shoppers bought in both of two crafts? Of a craft with itself: in that craft at all.
MATCH (u:User) WHERE u.id STARTS WITH $within AND EXISTS { (u)-[:PURCHASED]->() }
WITH collect(u) AS shoppers
UNWIND shoppers AS u
MATCH (u)-[:PURCHASED]->(:Product)-[:BELONGS_TO]->(craft:Category)
WITH size(shoppers) AS shoppers, u, collect(DISTINCT craft.name) AS crafts
UNWIND crafts AS one
UNWIND crafts AS other
WITH shoppers, one, other, count(*) AS people
WHERE one <= other
RETURN one, other, people, shoppers
ORDER BY one, other
