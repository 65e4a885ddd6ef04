-- Goods of the simulation's own. Listed long ago, so that nobody sees them among what is new.
INSERT INTO products (id, name, description, price, stock, listed_at)
SELECT good.id, good.name, 'Lent to a simulation; gone when it ends.', good.price, good.stock, timestamptz '2000-01-01'
FROM unnest(%(ids)s::text[], %(names)s::text[], %(prices)s::numeric[], %(stocks)s::integer[])
     AS good(id, name, price, stock)
