// Schema files this graph has had, and when.
MATCH (m:Migration) RETURN m.name AS name, m.applied_at AS applied_at ORDER BY name
