// How many of these hops are purchases, in Neo4j.
UNWIND range(0, size($shoppers) - 1) AS i
MATCH (shopper:User {id: $shoppers[i]}), (product:Product {id: $products[i]})
WHERE EXISTS { (shopper)-[:PURCHASED]->(product) }
RETURN count(*) AS hops
