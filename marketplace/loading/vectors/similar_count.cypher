// How many products have edges of likeness: fewer than have vectors means that they are to be made.
MATCH (p:Product) WHERE EXISTS { (p)-[:SIMILAR_TO]->() }
RETURN count(p) AS products
