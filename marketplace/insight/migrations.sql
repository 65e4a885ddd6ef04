-- Schema files this database has had, in the order in which they were applied. yoyo keeps this table, in UTC without a zone.
SELECT migration_id AS name, applied_at_utc AT TIME ZONE 'UTC' AS applied_at FROM _yoyo_migration ORDER BY applied_at_utc, migration_id
