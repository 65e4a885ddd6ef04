-- Trials, that which runs first, then the latest: all, one by its id, or those that ran at some moment in a stretch of time.
SELECT *
FROM trials
WHERE (%(id)s::integer IS NULL OR id = %(id)s)
  AND (%(since)s::timestamptz IS NULL OR stopped_at IS NULL OR stopped_at > %(since)s)
ORDER BY stopped_at IS NULL DESC, id DESC
LIMIT %(limit)s
