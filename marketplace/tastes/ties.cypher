// To which crafts do the lines of some products lead, and with how many people beyond chance?
MATCH (p:Product)-[e:ALSO_BOUGHT]-(other:Product)
WHERE p.id IN $ids AND other.id STARTS WITH $within AND e.people >= $support AND e.lift > 1
WITH p, other, max(e.people * (1 - 1 / e.lift)) AS surplus
OPTIONAL MATCH (other)-[:BELONGS_TO]->(craft:Category)
RETURN p.id AS id, craft.name AS craft, sum(surplus) AS surplus
ORDER BY id, surplus DESC, craft
