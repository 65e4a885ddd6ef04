-- Shoppers: new ones, and those that differ. A password that somebody has stays as it is; where the data set brings a
-- demo's, those who have none get it. An address that another stored shopper has is left out, for one address signs one
-- shopper in.
WITH wanted AS (
    SELECT s.id, s.name, s.location, s.joined_on, s.made_up, %(password_hash)s::text AS password_hash,
           COALESCE(string_to_array(s.interests, ','), '{}') AS interests,
           CASE WHEN taken.id IS NULL THEN s.email END AS email
    FROM staged_users s
    LEFT JOIN users taken ON lower(taken.email) = lower(s.email) AND taken.id <> s.id
)
INSERT INTO users (id, name, email, location, interests, joined_on, password_hash)
SELECT w.id, w.name, w.email, w.location, w.interests, w.joined_on, w.password_hash
FROM wanted w
LEFT JOIN users u ON u.id = w.id
WHERE u.id IS NULL
   OR NOT w.made_up AND (u.name, u.email, u.location, u.interests, u.joined_on, COALESCE(u.password_hash, ''))
      IS DISTINCT FROM (w.name, w.email, w.location, w.interests, w.joined_on,
                        COALESCE(u.password_hash, w.password_hash, ''))
ON CONFLICT (id) DO UPDATE
    SET name = EXCLUDED.name, email = EXCLUDED.email, location = EXCLUDED.location, interests = EXCLUDED.interests,
        joined_on = EXCLUDED.joined_on, password_hash = COALESCE(users.password_hash, EXCLUDED.password_hash)
