// Every product with its craft, its maker, and how often it was bought: the degree of a node is stored with it.
MATCH (p:Product) WHERE p.id STARTS WITH $within
RETURN p.id AS id, p.name AS name, COUNT { (p)<-[:PURCHASED]-() } AS purchases,
       head(COLLECT { MATCH (p)-[:BELONGS_TO]->(c:Category) RETURN c.name }) AS craft,
       head(COLLECT { MATCH (p)-[:SOLD_BY]->(s:Seller) RETURN {id: s.id, name: s.name} }) AS maker
ORDER BY id
