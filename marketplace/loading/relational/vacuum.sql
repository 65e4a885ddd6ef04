-- Fresh figures for the planner; and the visibility map, without which a search looks up every posting it has read in the
-- table too: among 50,000 products that made it two to five times as slow until autovacuum came.
VACUUM (ANALYZE) categories, sellers, users, products, orders, order_items, search_postings
