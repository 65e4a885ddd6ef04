-- Which technique each product was made by, for this transaction only.
CREATE TEMP TABLE technique_rows ON COMMIT DROP AS
SELECT * FROM unnest(%(products)s::text[], %(techniques)s::text[]) AS t(product_id, technique)
