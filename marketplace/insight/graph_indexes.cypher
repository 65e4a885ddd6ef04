// Indexes of the graph; the token lookups that Neo4j makes for itself are among them.
SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, state, owningConstraint, readCount
RETURN name, type, entityType AS entity, coalesce(labelsOrTypes, []) AS on_what, coalesce(properties, []) AS properties,
       state, owningConstraint AS constraint, coalesce(readCount, 0) AS uses
ORDER BY name
