-- What PostgreSQL owns: people, makers, crafts, products, orders, their vectors, and the outbox.
-- Ids are text: they are whatever the loaded data calls its rows ("P0042", "B00AJFLWHY", "85123A").
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- English stemming after accents are dropped, so that "façade" and "facade" meet.
CREATE TEXT SEARCH CONFIGURATION artisan (COPY = english);
ALTER TEXT SEARCH CONFIGURATION artisan ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

CREATE TABLE categories (
    id          text PRIMARY KEY,
    name        text NOT NULL UNIQUE CHECK (name <> ''),
    description text NOT NULL DEFAULT ''
);

CREATE TABLE sellers (
    id        text PRIMARY KEY,
    name      text NOT NULL CHECK (name <> ''),
    specialty text,
    rating    numeric(3, 2) CHECK (rating BETWEEN 0 AND 5),
    joined_on date
);

CREATE TABLE users (
    id            text PRIMARY KEY,
    name          text NOT NULL CHECK (name <> ''),
    email         text,
    location      text,
    interests     text[] NOT NULL DEFAULT '{}',
    joined_on     date,
    password_hash text
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
CREATE INDEX users_name_trgm ON users USING gin (name gin_trgm_ops);

CREATE TABLE products (
    id          text PRIMARY KEY,
    name        text NOT NULL CHECK (name <> ''),
    description text NOT NULL DEFAULT '',
    category_id text REFERENCES categories,
    seller_id   text REFERENCES sellers,
    price       numeric(12, 2) CHECK (price >= 0),      -- null: shown, not for sale
    tags        text[] NOT NULL DEFAULT '{}',
    stock       integer NOT NULL DEFAULT 0 CHECK (stock >= 0),
    sold        integer NOT NULL DEFAULT 0 CHECK (sold >= 0), -- units in orders not cancelled; checkout keeps it
    listed_at   timestamptz NOT NULL DEFAULT now(),
    search      tsvector NOT NULL
);
CREATE INDEX products_search ON products USING gin (search);
CREATE INDEX products_name_trgm ON products USING gin (name gin_trgm_ops);
CREATE INDEX products_tags ON products USING gin (tags);
CREATE INDEX products_category ON products (category_id, sold DESC, id);
CREATE INDEX products_seller ON products (seller_id, sold DESC, id);
CREATE INDEX products_sold ON products (sold DESC, id);
CREATE INDEX products_price ON products (price, id);
CREATE INDEX products_listed ON products (listed_at DESC, id);

-- The search column spans three tables, so a generated column cannot make it: triggers do.
-- Weights: A the name; B tags, craft and maker; C the description.
CREATE FUNCTION product_search(name text, tags text[], category_id text, seller_id text, description text) RETURNS tsvector
LANGUAGE sql STABLE AS $$
    SELECT setweight(to_tsvector('artisan', product_search.name), 'A')
        || setweight(to_tsvector('artisan', concat_ws(' ', array_to_string(product_search.tags, ' '),
               (SELECT c.name FROM categories c WHERE c.id = product_search.category_id),
               (SELECT s.name FROM sellers s WHERE s.id = product_search.seller_id))), 'B')
        || setweight(to_tsvector('artisan', product_search.description), 'C')
$$;
CREATE FUNCTION products_fill_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := product_search(NEW.name, NEW.tags, NEW.category_id, NEW.seller_id, NEW.description);
    RETURN NEW;
END $$;
CREATE TRIGGER products_fill_search BEFORE INSERT OR UPDATE OF name, tags, category_id, seller_id, description ON products
    FOR EACH ROW EXECUTE FUNCTION products_fill_search();

-- A renamed craft or maker is found under the new name.
CREATE FUNCTION category_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products SET name = name WHERE category_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER category_renamed AFTER UPDATE OF name ON categories
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION category_renamed();
CREATE FUNCTION seller_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products SET name = name WHERE seller_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER seller_renamed AFTER UPDATE OF name ON sellers
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION seller_renamed();

CREATE TABLE orders (
    id              text PRIMARY KEY DEFAULT uuidv7()::text,
    user_id         text NOT NULL REFERENCES users,
    status          text NOT NULL DEFAULT 'paid'
                    CHECK (status IN ('paid', 'shipped', 'delivered', 'cancelled', 'returned')),
    total           numeric(14, 2) NOT NULL CHECK (total >= 0),
    placed_at       timestamptz NOT NULL DEFAULT now(),
    idempotency_key text UNIQUE
);
CREATE INDEX orders_user ON orders (user_id, placed_at DESC);
CREATE INDEX orders_placed ON orders (placed_at);

CREATE TABLE order_items (
    order_id   text NOT NULL REFERENCES orders ON DELETE CASCADE,
    line       integer NOT NULL CHECK (line > 0),
    product_id text NOT NULL REFERENCES products,
    quantity   integer NOT NULL CHECK (quantity > 0),
    unit_price numeric(12, 2) NOT NULL CHECK (unit_price >= 0),
    PRIMARY KEY (order_id, line)
);
CREATE INDEX order_items_product ON order_items (product_id);

CREATE TABLE product_embeddings (
    product_id   text PRIMARY KEY REFERENCES products ON DELETE CASCADE,
    model        text NOT NULL,
    content_hash text NOT NULL,                          -- of the text that was encoded: unchanged text is not encoded again
    embedding    vector(384) NOT NULL
);
CREATE INDEX product_embeddings_hnsw ON product_embeddings USING hnsw (embedding vector_cosine_ops);

-- What happened, written in the transaction in which it happened, for the other stores to hear of.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid NOT NULL UNIQUE DEFAULT uuidv7(),
    kind         text NOT NULL,
    aggregate_id text NOT NULL,
    payload      jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    delivered_at timestamptz
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE delivered_at IS NULL;
