// How strongly does each of two products speak for the other?
MATCH (a:Product {id: $one})-[there:ALSO_BOUGHT]->(b:Product {id: $other})-[back:ALSO_BOUGHT]->(a)
RETURN there.people AS people, there.score AS there, back.score AS back
