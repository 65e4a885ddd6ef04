-- Both halves in one round trip, fused by a convex combination of their scores, each as a share of its half's best
-- (Bruch, Gai and Ingber, TOIS 2023: better than reciprocal ranks, which forget by how much one is better than the
-- next). What one half did not rank counts there as its last, or as nothing where that half had no more to say.
WITH words AS (
    SELECT h.id, h.score, row_number() OVER best AS rank, h.score / max(h.score) OVER () AS share
    FROM (
        -- include search/fulltext.sql
    ) AS h
    WINDOW best AS (ORDER BY h.score DESC, h.id)
), meaning AS (
    SELECT h.id, h.distance, row_number() OVER best AS rank,
           greatest(1 - h.distance, 0) / nullif(greatest(max(1 - h.distance) OVER (), 0), 0) AS share
    FROM (
        -- include search/semantic.sql
    ) AS h
    WINDOW best AS (ORDER BY h.distance, h.id)
), least AS (
    SELECT (SELECT min(share) FROM words HAVING count(*) >= %(limit)s) AS words,
           (SELECT min(share) FROM meaning HAVING count(*) >= %(limit)s) AS meaning
)
SELECT coalesce(w.id, m.id) AS id,
       %(weight)s * coalesce(w.share, l.words, 0) + (1 - %(weight)s) * coalesce(m.share, l.meaning, 0) AS score,
       w.rank AS words_rank, w.score AS words_score, m.rank AS meaning_rank, m.distance
FROM words w
FULL JOIN meaning m ON m.id = w.id
CROSS JOIN least l
ORDER BY score DESC, id
LIMIT %(wanted)s
