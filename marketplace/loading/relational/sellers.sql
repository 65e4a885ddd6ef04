-- Makers: new ones, and those that differ. A made-up row (an id some product names) never overwrites a described one.
INSERT INTO sellers (id, name, specialty, rating, joined_on)
SELECT s.id, s.name, s.specialty, round(s.rating, 2), s.joined_on
FROM staged_sellers s
LEFT JOIN sellers t ON t.id = s.id
WHERE t.id IS NULL
   OR NOT s.made_up AND (t.name, t.specialty, t.rating, t.joined_on)
      IS DISTINCT FROM (s.name, s.specialty, round(s.rating, 2), s.joined_on)
ON CONFLICT (id) DO UPDATE
    SET name = EXCLUDED.name, specialty = EXCLUDED.specialty, rating = EXCLUDED.rating, joined_on = EXCLUDED.joined_on
