-- Temporary tables are not analysed by themselves, and without figures the joins below would be planned for ten rows.
ANALYZE staged_categories, staged_sellers, staged_users, staged_products, staged_orders, staged_items
