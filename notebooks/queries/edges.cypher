// How many edges are there, from how many products, and how many join two products that nobody has bought both of yet?
MATCH (p:Product)-[e:ALSO_BOUGHT]->(:Product)
RETURN count(e) AS edges, count(DISTINCT p) AS products, sum(CASE WHEN e.people = 0 THEN 1 ELSE 0 END) AS strangers
