// What the graph holds, read before PostgreSQL is: what comes in between is in PostgreSQL first, and is not taken for gone.
MATCH (n:User|Product|Category|Seller)
RETURN labels(n)[0] AS label, collect(n.id) AS ids
