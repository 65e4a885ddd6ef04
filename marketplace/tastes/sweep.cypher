// A process that was killed left its projections in the server's memory. Whoever asks holds the lock: none of these is in use.
CALL gds.graph.list() YIELD graphName
WITH graphName WHERE graphName STARTS WITH $projections
CALL gds.graph.drop(graphName, false) YIELD graphName AS dropped
RETURN dropped
