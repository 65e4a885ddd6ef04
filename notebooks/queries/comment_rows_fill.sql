-- Each comment of each thread.
INSERT INTO comment_rows
SELECT * FROM unnest(%(ids)s::text[], %(products)s::text[], %(reviews)s::text[], %(parents)s::text[], %(texts)s::text[])
