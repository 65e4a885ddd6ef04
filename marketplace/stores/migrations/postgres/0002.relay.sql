-- depends: 0001.schema
-- An event has a place among those of its order, and one row for each destination that is to hear of it: a store that is
-- down delays its own, an event that one destination cannot digest is that destination's alone.
ALTER TABLE outbox ADD COLUMN sequence integer NOT NULL DEFAULT 1 CHECK (sequence > 0);
ALTER TABLE outbox ALTER COLUMN sequence DROP DEFAULT;
ALTER TABLE outbox ADD CONSTRAINT outbox_sequence UNIQUE (aggregate_id, sequence);

CREATE TABLE deliveries (
    event           bigint NOT NULL REFERENCES outbox ON DELETE CASCADE,
    destination     text NOT NULL,
    delivered_at    timestamptz,
    attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0), -- that failed; a store that was down is none
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_error      text,
    dead_at         timestamptz,                                      -- given up; waits for a person to replay it
    PRIMARY KEY (event, destination),
    CHECK (delivered_at IS NULL OR dead_at IS NULL)
);
-- What waits is little, whatever has been delivered.
CREATE INDEX deliveries_due ON deliveries (destination, next_attempt_at, event) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX deliveries_dead ON deliveries (dead_at) WHERE dead_at IS NOT NULL;

INSERT INTO deliveries (event, destination, delivered_at)
SELECT o.id, d.name, o.delivered_at
FROM outbox o, unnest(ARRAY['graph', 'cart', 'caches', 'hot_products', 'reviews']) AS d(name);
DROP INDEX outbox_waiting;
ALTER TABLE outbox DROP COLUMN delivered_at;

-- Relays listen: an event is carried in the moment in which it is committed. Once a statement, however many events. A
-- transaction that notifies holds one lock of the whole server while it commits, so these commits queue up, one flush to
-- disk after the other; a shop that outgrows that drops this trigger, and lives by the relays' slow look at the table.
CREATE FUNCTION outbox_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_tell AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_tell();

-- Drawn by whoever is about to write down in another store what is true here, while it holds the lock that makes it the
-- only one: a write that arrives late is known by its smaller number.
CREATE SEQUENCE fence;
