-- Purchases placed after this may be in the graph before they are in what is read here; a minute for open transactions.
SELECT (extract(epoch FROM now() - interval '1 minute') * 1000)::bigint AS before
