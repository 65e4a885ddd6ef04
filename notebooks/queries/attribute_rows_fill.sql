-- Each attribute of each product.
INSERT INTO attribute_rows SELECT * FROM unnest(%(ids)s::text[], %(names)s::text[], %(values)s::text[])
