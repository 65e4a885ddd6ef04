-- Stock down, sold up, for all lines at once; the CHECK (stock >= 0) stands behind it.
UPDATE products p SET stock = p.stock - wanted.quantity, sold = p.sold + wanted.quantity
FROM unnest(%(ids)s::text[], %(quantities)s::integer[]) AS wanted(id, quantity)
WHERE p.id = wanted.id
