// Noted last: an interrupted migration is run again, and each of its statements says IF NOT EXISTS.
MERGE (m:Migration {name: $name}) SET m.applied_at = datetime()
