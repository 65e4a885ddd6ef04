-- Search of BM25's class inside PostgreSQL. ts_rank knows no rarity of words: postings do, since how many of a term there
-- are is its document frequency. No row here is shared by two products, and nothing is counted ahead that two
-- transactions could disagree about: writers never wait for each other, and what is read is right at every moment.
-- depends: 0001.schema

-- Products by a small number: postings are a tenth of the size, and are added up faster.
ALTER TABLE products ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY;
ALTER TABLE products ADD CONSTRAINT products_number UNIQUE (number);

-- One row a term and product. tf: how often it occurs, a name's occurrence counting 4, a tag's, craft's or maker's 2,
-- the text's 1. length: the terms of the whole product, repeated here so that a score is worked out from this index alone.
-- Triggers keep it; a foreign key would look up a million rows at a load.
CREATE TABLE search_postings (
    term    text COLLATE "C" NOT NULL,
    product integer NOT NULL,                            -- products.number
    tf      real NOT NULL,
    length  integer NOT NULL,
    PRIMARY KEY (term, product) INCLUDE (tf, length)
);

-- How many products there are and how long they are together: the sum of these rows. A change adds one, and never
-- touches another's; when there are many they are folded into one.
CREATE TABLE search_totals (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    products integer NOT NULL,
    length   bigint NOT NULL
);

-- Words as they are written, for corrections and completions. They are only ever added, doubles do no harm, and a word
-- whose term no product has any more is passed over where it is read.
CREATE TEXT SEARCH DICTIONARY artisan_words (TEMPLATE = pg_catalog.simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION artisan_words (COPY = artisan);
ALTER TEXT SEARCH CONFIGURATION artisan_words
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, artisan_words;
CREATE TABLE search_words (
    word text COLLATE "C" NOT NULL,
    term text COLLATE "C" NOT NULL
);
CREATE INDEX search_words_word ON search_words (word);
CREATE INDEX search_words_term ON search_words (term);
CREATE INDEX search_words_trgm ON search_words USING gin (word gin_trgm_ops);

CREATE FUNCTION search_length(search tsvector) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(sum(cardinality(positions)), 0)::integer FROM unnest(search)
$$;

-- A term's postings for each product of these: what a product's search column says, in rows.
CREATE FUNCTION search_post(numbers integer[]) RETURNS void LANGUAGE sql AS $$
    -- Materialised, or each of a product's rows would work out its length again.
    WITH p AS MATERIALIZED (
        SELECT number, search, search_length(search) AS length FROM products WHERE number = ANY (numbers)
    )
    INSERT INTO search_postings (term, product, tf, length)
    SELECT u.lexeme, p.number,
           4 * cardinality(array_positions(u.weights, 'A')) + 2 * cardinality(array_positions(u.weights, 'B'))
               + cardinality(array_positions(u.weights, 'C')),
           p.length
    FROM p, unnest(p.search) AS u
    ORDER BY u.lexeme COLLATE "C", p.number
$$;
-- Words of these products whose terms are new, each taken from one product that has it: texts are read again only there.
CREATE FUNCTION search_learn(numbers integer[]) RETURNS void LANGUAGE sql AS $$
    WITH source AS (
        SELECT DISTINCT min(p.number) AS number
        FROM products p, unnest(p.search) AS u
        WHERE p.number = ANY (numbers) AND NOT EXISTS (SELECT FROM search_words known WHERE known.term = u.lexeme)
        GROUP BY u.lexeme
    ), read AS (
        SELECT DISTINCT w.lexeme COLLATE "C" AS word
        FROM source
        JOIN products p ON p.number = source.number
        LEFT JOIN categories c ON c.id = p.category_id
        LEFT JOIN sellers s ON s.id = p.seller_id,
        unnest(to_tsvector('artisan_words', concat_ws(' ', p.name, array_to_string(p.tags, ' '), c.name, s.name, p.description))) AS w
        WHERE w.lexeme ~ '^[[:alpha:]]{3,40}$'
    )
    INSERT INTO search_words (word, term)
    SELECT word, (ts_lexize('english_stem', word))[1]
    FROM read
    WHERE NOT EXISTS (SELECT FROM search_words known WHERE known.word = read.word)
    ORDER BY word
$$;

CREATE FUNCTION search_count(more integer, longer bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_totals (products, length) VALUES (more, longer);
    IF (SELECT count(*) FROM search_totals) > 100 THEN
        WITH folded AS (
            DELETE FROM search_totals
            WHERE id IN (SELECT id FROM search_totals FOR UPDATE SKIP LOCKED)
            RETURNING products, length
        )
        INSERT INTO search_totals (products, length)
        SELECT sum(products), sum(length) FROM folded HAVING count(*) > 0;
    END IF;
END $$;

-- A load of 50,000 is one statement, and so is its part here.
CREATE FUNCTION search_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    numbers integer[];
    longer bigint;
BEGIN
    SELECT array_agg(number), sum(search_length(search)) INTO numbers, longer FROM added;
    IF numbers IS NOT NULL THEN
        PERFORM search_post(numbers);
        PERFORM search_count(cardinality(numbers), longer);
        PERFORM search_learn(numbers);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_added AFTER INSERT ON products REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION search_added();

-- A change of words, of one product: a row's trigger, so that a checkout (stock and sold alone) passes none at all.
CREATE FUNCTION search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_postings p USING unnest(OLD.search) AS u WHERE p.term = u.lexeme AND p.product = OLD.number;
    PERFORM search_post(ARRAY[NEW.number]);
    IF search_length(NEW.search) <> search_length(OLD.search) THEN
        PERFORM search_count(0, search_length(NEW.search) - search_length(OLD.search));
    END IF;
    PERFORM search_learn(ARRAY[NEW.number]);
    RETURN NULL;
END $$;
CREATE TRIGGER search_changed AFTER UPDATE OF name, tags, category_id, seller_id, description ON products
    FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION search_changed();

CREATE FUNCTION search_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    less integer;
    shorter bigint;
BEGIN
    SELECT count(*), sum(search_length(search)) INTO less, shorter FROM removed;
    IF less > 0 THEN
        DELETE FROM search_postings p USING removed r, unnest(r.search) AS u
        WHERE p.term = u.lexeme AND p.product = r.number;
        PERFORM search_count(-less, -shorter);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_removed AFTER DELETE ON products REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION search_removed();

CREATE FUNCTION search_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE search_postings, search_totals, search_words;
    RETURN NULL;
END $$;
CREATE TRIGGER search_emptied AFTER TRUNCATE ON products FOR EACH STATEMENT EXECUTE FUNCTION search_emptied();

-- What MongoDB knows of a product and people filter by: copies, made anew by a load and after each review.
CREATE TABLE product_facts (
    product_id text PRIMARY KEY REFERENCES products ON DELETE CASCADE,
    materials  text[] NOT NULL DEFAULT '{}',
    rating     real,                                     -- mean of the stars; null: no review yet
    reviews    integer NOT NULL DEFAULT 0
);
CREATE INDEX product_facts_materials ON product_facts USING gin (materials);

-- Products under a page's filters, each of which may be null. One select, so that the planner sees through it: what
-- filters nothing is gone from the plan, and so is the join when neither rating nor material is asked for.
CREATE FUNCTION products_within(
    category_id text, seller_id text, tag text, min_price numeric, max_price numeric, in_stock boolean,
    min_rating real, material text
) RETURNS SETOF products LANGUAGE sql STABLE AS $$
    SELECT p.*
    FROM products p
    LEFT JOIN product_facts f ON f.product_id = p.id
    WHERE (products_within.category_id IS NULL OR p.category_id = products_within.category_id)
      AND (products_within.seller_id IS NULL OR p.seller_id = products_within.seller_id)
      AND (products_within.tag IS NULL OR p.tags @> ARRAY[products_within.tag])
      AND (products_within.min_price IS NULL OR p.price >= products_within.min_price)
      AND (products_within.max_price IS NULL OR p.price <= products_within.max_price)
      AND (NOT products_within.in_stock OR p.stock > 0 AND p.price IS NOT NULL)
      AND (products_within.min_rating IS NULL OR f.rating >= products_within.min_rating)
      AND (products_within.material IS NULL OR f.materials @> ARRAY[products_within.material])
$$;

-- Another language model's vectors may be longer or shorter. A value of the type says how long; DDL takes no parameter.
CREATE FUNCTION product_embeddings_hold(dimension integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF dimension <> (SELECT atttypmod FROM pg_attribute
                     WHERE attrelid = 'product_embeddings'::regclass AND attname = 'embedding') THEN
        TRUNCATE product_embeddings;
        EXECUTE format('ALTER TABLE product_embeddings ALTER embedding TYPE vector(%s)', dimension);
    END IF;
END $$;

-- What is there already.
DO $$ BEGIN
    PERFORM search_post(array_agg(number)), search_count(count(*)::integer, coalesce(sum(search_length(search)), 0)),
            search_learn(array_agg(number))
    FROM products;
END $$;
