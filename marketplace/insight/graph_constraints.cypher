// What the graph itself refuses: a second node with the same id.
SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties
RETURN name, type, labelsOrTypes AS on_what, properties ORDER BY name
