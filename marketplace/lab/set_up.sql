-- Products and shoppers of a notebook's own. Listed long ago, so that nobody meets them among what is new.
WITH goods AS (
    INSERT INTO products (id, name, description, price, stock, listed_at)
    SELECT good.id, good.name, 'Lent to a notebook, and gone when it ends.', %(price)s, %(stock)s, timestamptz '2000-01-01'
    FROM unnest(%(product_ids)s::text[], %(product_names)s::text[]) AS good(id, name)
)
INSERT INTO users (id, name)
SELECT one.id, one.name FROM unnest(%(shopper_ids)s::text[], %(shopper_names)s::text[]) AS one(id, name)
