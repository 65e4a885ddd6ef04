-- The nearest eight of each product, by the HNSW index: it serves ORDER BY distance LIMIT n, here once for each product.
-- One more is asked for, since a product is nearest to itself; where twins crowd it out, the ninth is cut off.
SELECT product_id, other_id, score
FROM (
    SELECT e.product_id, near.product_id AS other_id, 1 - near.distance AS score,
           row_number() OVER (PARTITION BY e.product_id ORDER BY near.distance, near.product_id) AS place
    FROM product_embeddings e
    CROSS JOIN LATERAL (
        SELECT o.product_id, o.embedding <=> e.embedding AS distance
        FROM product_embeddings o
        ORDER BY o.embedding <=> e.embedding
        LIMIT 9
    ) near
    WHERE e.product_id = ANY (%(ids)s) AND near.product_id <> e.product_id
) found
WHERE place <= 8
ORDER BY product_id, place
