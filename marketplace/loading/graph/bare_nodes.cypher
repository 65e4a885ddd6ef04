// Nodes that looks hold on to keep their ids alone, and how many looks there are.
CALL () {
    MATCH (n:User|Product) WHERE EXISTS { (n)-[:VIEWED]-() }
    SET n = {id: n.id}
}
MATCH ()-[r:VIEWED]->()
RETURN count(r) AS views
