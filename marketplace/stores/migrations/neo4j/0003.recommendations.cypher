// What was worked out over the whole graph is noted once a name.
CREATE CONSTRAINT computed_name IF NOT EXISTS FOR (c:Computed) REQUIRE c.name IS UNIQUE;
