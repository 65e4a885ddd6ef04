-- Lines of orders that stand: what the graph should hold a PURCHASED relationship for.
SELECT count(*) AS lines FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.status NOT IN ('cancelled', 'returned')
