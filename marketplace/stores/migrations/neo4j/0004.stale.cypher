// Products whose edges an order has changed are found without looking at all there are.
CREATE INDEX product_stale IF NOT EXISTS FOR (p:Product) ON (p.stale);
