-- Shoppers of the simulation's own.
INSERT INTO users (id, name) SELECT one.id, one.name FROM unnest(%(ids)s::text[], %(names)s::text[]) AS one(id, name)
