-- Products as the generator wants them, in its column names; money as whole cents.
SELECT id, name, category_id, seller_id, (price * 100)::bigint AS price_cents, array_to_string(tags, ',') AS tags, listed_at
FROM products
ORDER BY id
