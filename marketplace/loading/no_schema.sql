-- Whether the tables are still to be made: a store that has never been migrated is asked for none of them.
SELECT to_regclass('products') IS NULL AS missing
