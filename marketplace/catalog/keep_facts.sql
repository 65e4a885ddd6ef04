-- What MongoDB said of these products, one row each: a product without specifications or reviews has neither here.
INSERT INTO product_facts (product_id, materials, rating, reviews)
SELECT p.id, coalesce(string_to_array(said.materials, chr(31)), '{}'), said.rating, said.reviews
FROM unnest(%(ids)s::text[], %(materials)s::text[], %(ratings)s::real[], %(reviews)s::integer[])
         AS said (id, materials, rating, reviews)
JOIN products p ON p.id = said.id
ORDER BY p.id
ON CONFLICT (product_id) DO UPDATE
    SET materials = EXCLUDED.materials, rating = EXCLUDED.rating, reviews = EXCLUDED.reviews
    WHERE (product_facts.materials, product_facts.rating, product_facts.reviews)
        IS DISTINCT FROM (EXCLUDED.materials, EXCLUDED.rating, EXCLUDED.reviews)
