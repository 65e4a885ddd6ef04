-- What the terms of a query weigh: how many products have each, and what that is worth (the idf of BM25).
-- include search/weighed.sql
SELECT t.term, (SELECT count(*) FROM search_postings p WHERE p.term = t.term) AS products, t.idf AS weight
FROM terms t
ORDER BY t.idf DESC, t.term
