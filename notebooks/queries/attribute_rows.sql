-- Naive: a row an attribute, every value a text, for this transaction only.
CREATE TEMP TABLE attribute_rows (product_id text, name text, value text, PRIMARY KEY (product_id, name)) ON COMMIT DROP;
CREATE INDEX ON attribute_rows (name, value);
