-- Those of some products that have a vector, and how many have one at all.
SELECT (SELECT coalesce(array_agg(product_id), '{}') FROM product_embeddings WHERE product_id = ANY(%(ids)s)) AS ids,
       (SELECT count(*) FROM product_embeddings) AS vectors
