-- Naive: a row a comment, which knows its parent; for this transaction only.
CREATE TEMP TABLE comment_rows (id text PRIMARY KEY, product_id text, review_id text, parent_id text, text text) ON COMMIT DROP;
CREATE INDEX ON comment_rows (review_id, parent_id);
CREATE INDEX ON comment_rows (parent_id);
CREATE INDEX ON comment_rows (product_id);
