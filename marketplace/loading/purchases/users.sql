-- Shoppers as the generator wants them.
SELECT id, name, array_to_string(interests, ',') AS interests, joined_on::text FROM users ORDER BY id
