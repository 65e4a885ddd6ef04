// How many nodes of each label, how many relationships of each type. A single pattern with nothing but a label or a type
// is answered from the count store, without reading the graph, however large it is; WITH, so that none counts as 0.
MATCH (n:User) WITH count(n) AS count RETURN 'label' AS kind, 'User' AS name, count
UNION ALL MATCH (n:Product) WITH count(n) AS count RETURN 'label' AS kind, 'Product' AS name, count
UNION ALL MATCH (n:Category) WITH count(n) AS count RETURN 'label' AS kind, 'Category' AS name, count
UNION ALL MATCH (n:Seller) WITH count(n) AS count RETURN 'label' AS kind, 'Seller' AS name, count
UNION ALL MATCH ()-[r:PURCHASED]->() WITH count(r) AS count RETURN 'relationship' AS kind, 'PURCHASED' AS name, count
UNION ALL MATCH ()-[r:VIEWED]->() WITH count(r) AS count RETURN 'relationship' AS kind, 'VIEWED' AS name, count
UNION ALL MATCH ()-[r:BELONGS_TO]->() WITH count(r) AS count RETURN 'relationship' AS kind, 'BELONGS_TO' AS name, count
UNION ALL MATCH ()-[r:SOLD_BY]->() WITH count(r) AS count RETURN 'relationship' AS kind, 'SOLD_BY' AS name, count
UNION ALL MATCH ()-[r:ALSO_BOUGHT]->() WITH count(r) AS count RETURN 'relationship' AS kind, 'ALSO_BOUGHT' AS name, count
UNION ALL MATCH ()-[r:SIMILAR_TO]->() WITH count(r) AS count RETURN 'relationship' AS kind, 'SIMILAR_TO' AS name, count
