// Nodes of any kind by a part of their name, or by their whole id: those that are named just so first.
MATCH (n:User|Product|Category|Seller)
WHERE toLower(n.name) CONTAINS toLower($text) OR n.id = $text
WITH n, toLower(n.name) AS name, toLower($text) AS text
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS label, n.community AS community
ORDER BY n.id = $text DESC, name = text DESC, name STARTS WITH text DESC, name, id
LIMIT $limit
