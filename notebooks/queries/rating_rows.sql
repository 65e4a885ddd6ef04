-- Ratings and techniques as tables, for this transaction only.
CREATE TEMP TABLE rating_rows ON COMMIT DROP AS
SELECT * FROM unnest(%(products)s::text[], %(ratings)s::integer[]) AS r(product_id, rating)
