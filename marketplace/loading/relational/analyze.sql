-- Fresh figures for the planner, and the visibility map for index-only scans come with autovacuum later.
ANALYZE categories, sellers, users, products, orders, order_items
