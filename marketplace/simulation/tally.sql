-- What was sold by the database's own books: the pieces on the lines of orders, beside the stock that is left. Asked after
-- the last shopper has gone; any piece sold twice shows here.
SELECT p.id, p.stock, coalesce(sum(i.quantity), 0)::integer AS sold
FROM products p
LEFT JOIN order_items i ON i.product_id = p.id
WHERE p.id LIKE %(prefix)s || '%%'
GROUP BY p.id
ORDER BY p.id
