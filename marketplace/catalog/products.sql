-- Products by id: for one page, a cart, or the hits of another store. The caller restores its own order.
SELECT p.id, p.name, p.description, p.category_id, c.name AS category, p.seller_id, s.name AS seller,
       p.price, p.tags, p.stock, p.sold, p.listed_at
FROM products p
LEFT JOIN categories c ON c.id = p.category_id
LEFT JOIN sellers s ON s.id = p.seller_id
WHERE p.id = ANY(%(ids)s)
