// Every edge of a kind between products, or from a product to its maker and craft: for evaluation, which counts in memory.
MATCH (p:Product)-[e:SIMILAR_TO|SOLD_BY|BELONGS_TO]->(other)
WHERE type(e) IN $kinds
RETURN p.id AS source, type(e) AS kind, other.id AS target, e.score AS score
