-- Naive: a row a look; for this transaction only.
CREATE TEMP TABLE view_rows ON COMMIT DROP AS
SELECT product_id, now() AS at FROM unnest(%(products)s::text[]) AS v(product_id)
