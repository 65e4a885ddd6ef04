// What do people of this shopper's taste buy? A neighbour's voice counts by the products shared, divided by the root of
// how many different ones they bought (cosine): who bought everything shares with everybody, and who bought one thing
// five times has not five tastes. The shopper's own products are collected first and left out by that list: asking the
// graph again for each candidate took seven times as long.
MATCH (me:User {id: $user_id})-[:PURCHASED]->(mine:Product)
WITH me, collect(DISTINCT mine) AS own
UNWIND own AS mine
MATCH (mine)<-[:PURCHASED]-(other:User) WHERE other <> me
WITH own, other, collect(DISTINCT mine) AS shared
WITH own, other, shared, COUNT { MATCH (other)-[:PURCHASED]->(bought) RETURN DISTINCT bought } AS different
WITH own, other, shared, size(shared) / sqrt(toFloat(different)) AS alike
ORDER BY alike DESC, other.id
LIMIT $neighbours
MATCH (other)-[:PURCHASED]->(p:Product) WHERE NOT p IN own
WITH p, other, shared, alike
WITH DISTINCT p, other, shared, alike
WITH p, sum(alike) AS score, count(other) AS people, collect(shared) AS lists
UNWIND lists AS list
UNWIND list AS via
WITH p, score, people, via, count(*) AS voices
ORDER BY voices DESC, via.id
WITH p, score, people, collect(via.id)[..3] AS because
RETURN p.id AS id, people, score, because
ORDER BY score DESC, id
LIMIT $limit
