// Lines among nodes already drawn: they make a neighbourhood a graph rather than a star. Of lines that were worked out, which
// join nearly everything, each node has its strongest; but every one at a node that is open ($opened). $stages says for each
// node when it came in: a line is counted among those of its later end, so that none goes when more nodes come.
MATCH (a:User|Product|Category|Seller)-[r]->(b:User|Product|Category|Seller)
WHERE a.id IN $ids AND b.id IN $ids AND type(r) IN $kinds
WITH labels(a)[0] + ':' + a.id AS source, labels(b)[0] + ':' + b.id AS target, type(r) AS kind,
     sum(coalesce(r.times, 1)) AS weight, max(r.score) AS score, max(r.people) AS people, max(r.lift) AS lift
WHERE $stages[source] IS NOT NULL AND $stages[target] IS NOT NULL
WITH source, kind, CASE WHEN $stages[source] > $stages[target] THEN $stages[source] ELSE $stages[target] END AS stage,
     {target: target, weight: weight, score: score, people: people, lift: lift} AS line
ORDER BY line.score DESC, line.target
WITH source, kind, stage, collect(line) AS lines
UNWIND range(0, size(lines) - 1) AS place
WITH source, kind, stage, lines[place] AS line, NOT kind IN $worked_out OR place < $strongest AS strong
WITH source, kind, stage, line, strong, strong OR source IN $opened OR line.target IN $opened AS shown
RETURN source, kind, stage, [one IN collect(CASE WHEN shown THEN line {.*, strong: strong} END) | one] AS lines,
       sum(CASE WHEN shown THEN 0 ELSE 1 END) AS left_out
ORDER BY source, kind, stage
