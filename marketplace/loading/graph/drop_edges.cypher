// Relationships of every kind but looks, a stretch at a time: looks are the graph's own, and stand nowhere else.
MATCH ()-[r]->() WHERE type(r) <> 'VIEWED'
WITH r LIMIT $limit
DELETE r
RETURN count(*) AS dropped
