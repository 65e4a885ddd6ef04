// The same from the graph's copy: every PURCHASED relationship is visited, and its properties read.
MATCH (:User)-[r:PURCHASED]->(:Product)
WITH date.truncate('month', r.at) AS month, sum(r.quantity * r.price) AS sales
RETURN left(toString(month), 7) AS month, sales ORDER BY month
