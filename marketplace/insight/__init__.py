"""The stores themselves, looked at live: health, contents, schemas, indexes, caches, what waits. Reads only."""
