-- The catalogue sixteen times over, for this transaction only: small differences show when there is more to read. The
-- copies' vectors are moved a little, each its own way; the text search column and both indexes are made as in the shop.
CREATE TEMP TABLE grown ON COMMIT DROP AS
SELECT p.id || '-' || n AS id, p.category_id, p.name, p.description, p.search
FROM products p, generate_series(1, 16) AS n;

SELECT setseed(0.5);
CREATE TEMP TABLE grown_vectors ON COMMIT DROP AS
SELECT e.product_id || '-' || n AS id, p.category_id,
       -- 0 * n, so that it is worked out anew for each copy.
       (e.embedding + (SELECT array_agg((random() - 0.5) * 0.07 + 0 * (i + n))::vector FROM generate_series(1, 384) AS i)
       )::vector(384) AS embedding
FROM product_embeddings e JOIN products p ON p.id = e.product_id, generate_series(1, 16) AS n;

CREATE INDEX ON grown USING gin (search);
CREATE INDEX ON grown_vectors USING hnsw (embedding vector_cosine_ops);
ANALYZE grown;
ANALYZE grown_vectors;
