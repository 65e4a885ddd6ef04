-- One load at a time, and no checkout in its midst: sales are counted anew below. Readers go on reading.
LOCK TABLE categories, sellers, users, products, orders, order_items IN SHARE ROW EXCLUSIVE MODE
