-- The best seller of each craft and its share of the craft's pieces: a window over the groups, read once.
SELECT craft, name, sold, share FROM (
    SELECT c.name AS craft, p.name, p.sold, rank() OVER w AS place,
           round(100.0 * p.sold / sum(p.sold) OVER (PARTITION BY c.id), 1) AS share
    FROM products p JOIN categories c ON c.id = p.category_id
    WINDOW w AS (PARTITION BY c.id ORDER BY p.sold DESC, p.id)
) AS ranked
WHERE place = 1 ORDER BY craft
