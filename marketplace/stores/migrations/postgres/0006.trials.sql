-- depends: 0001.schema
-- Trials of one way to do something against another, and what came of each, shopper by shopper. At one place of the shop one
-- trial runs at a time. A trial never changes once it runs: who was dealt to an arm stays there.
CREATE TABLE trials (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place      text NOT NULL,
    name       text NOT NULL,
    control    text NOT NULL,
    challenger text NOT NULL CHECK (challenger <> control),
    share      double precision NOT NULL CHECK (share > 0 AND share < 1), -- of the shoppers, whom the challenger serves
    salt       text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    stopped_at timestamptz CHECK (stopped_at >= started_at)
);
CREATE UNIQUE INDEX trials_running ON trials (place) WHERE stopped_at IS NULL;

-- Copies of counters that Redis has and that only grow. A life is one time that Redis began to count for a shopper: one row
-- a shopper, unless their counters expired and began anew. Guests are in it too, so a shopper is no foreign key.
CREATE TABLE trial_figures (
    trial          integer NOT NULL REFERENCES trials ON DELETE CASCADE,
    shopper        text NOT NULL,
    life           text NOT NULL,
    arm            text NOT NULL,
    first_shown_at timestamptz NOT NULL,
    impressions    integer NOT NULL CHECK (impressions >= 0),
    clicks         integer NOT NULL CHECK (clicks >= 0),
    purchases      integer NOT NULL CHECK (purchases >= 0),
    returns        integer NOT NULL CHECK (returns >= 0),                  -- of those purchases, cancelled
    PRIMARY KEY (trial, shopper, life)
);
