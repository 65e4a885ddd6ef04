-- Where the rows land first: plain temporary tables take COPY at its full speed, and let one set-based statement a table
-- decide what is new, what differs and what stays. Money arrives as whole cents and lists as comma separated text.
CREATE TEMP TABLE staged_categories (id text, name text, description text, made_up boolean) ON COMMIT DROP;
CREATE TEMP TABLE staged_sellers (id text, name text, specialty text, rating numeric, joined_on date, made_up boolean)
    ON COMMIT DROP;
CREATE TEMP TABLE staged_users (
    id text, name text, email text, location text, interests text, joined_on date, made_up boolean
) ON COMMIT DROP;
CREATE TEMP TABLE staged_products (
    id text, name text, description text, category_id text, seller_id text, price_cents bigint, tags text, stock integer,
    listed_at timestamptz
) ON COMMIT DROP;
CREATE TEMP TABLE staged_orders (id text, user_id text, status text, placed_at timestamptz) ON COMMIT DROP;
CREATE TEMP TABLE staged_items (order_id text, line integer, product_id text, quantity integer, unit_price_cents bigint)
    ON COMMIT DROP;
