// Of the crafts a shopper says to like, what is bought most? For who has bought nothing yet. A craft is named by its id or name.
MATCH (craft:Category) WHERE craft.id IN $interests OR craft.name IN $interests
MATCH (other:Product)-[:BELONGS_TO]->(craft)
WHERE NOT other.id IN $without
RETURN other.id AS id, toFloat(COUNT { (other)<-[:PURCHASED]-() }) AS score, [craft.name] AS via
ORDER BY score DESC, id
LIMIT $limit
