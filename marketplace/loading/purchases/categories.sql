-- Crafts by id and name: a shopper's interests are names.
SELECT id, name FROM categories ORDER BY id
