-- When the last order was placed: new ones come after it. And how many there are, so that each run draws others.
SELECT max(placed_at) AS placed_at, count(*) AS orders FROM orders
