// An order changes the edges of what was bought, and of what the shopper bought in the moments before: these are marked, to
// be worked out again soon.
UNWIND $user_ids AS user_id
MATCH (u:User {id: user_id})-[r:PURCHASED]->(p:Product)
WITH u, r.at AS at, collect(DISTINCT p) AS products
ORDER BY at DESC
WITH u, collect(products)[..$reach + 1] AS moments
UNWIND moments AS products
UNWIND products AS p
WITH DISTINCT p
ORDER BY p.id
SET p.stale = randomUUID()
RETURN count(p) AS touched
