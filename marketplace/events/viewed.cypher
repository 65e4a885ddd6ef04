// Looks at products become one VIEWED relationship for each shopper and product. The ids of the last entries it was made of
// stay on it: an entry that comes again is not counted again. The shopper's node is locked first (SET), as for purchases.
// Whom or what the graph does not know is passed over.
UNWIND $views AS view
MATCH (u:User {id: view.user_id})
SET u._lock = view.product_id
WITH u, view
MATCH (p:Product {id: view.product_id})
MERGE (u)-[r:VIEWED]->(p)
ON CREATE SET r.times = 0, r.recent = []
WITH r, view, [id IN view.entries WHERE NOT id IN r.recent] AS new
WHERE size(new) > 0
SET r.times = r.times + size(new),
    r.recent = (r.recent + new)[-$kept..],
    r.at = CASE WHEN r.at > datetime(view.at) THEN r.at ELSE datetime(view.at) END
