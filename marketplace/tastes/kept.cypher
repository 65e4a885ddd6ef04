// What was found last, and how many purchases and cancelled orders there are now (which the server has counted already).
OPTIONAL MATCH (c:Computed {name: $name})
RETURN c.report AS report, COUNT { ()-[:PURCHASED]->() } AS purchases,
       COUNT { (:CancelledOrder) } AS cancelled
