-- Dishwasher-safe and wide: one join an attribute, and a cast that fails if a text that is no number comes its way first.
SELECT washable.product_id AS id
FROM attribute_rows washable JOIN attribute_rows width ON width.product_id = washable.product_id
WHERE washable.name = 'dishwasher_safe' AND washable.value = 'True' AND width.name = 'diameter_cm'
  AND CASE WHEN width.name = 'diameter_cm' THEN width.value::numeric END >= %(width)s
ORDER BY id
