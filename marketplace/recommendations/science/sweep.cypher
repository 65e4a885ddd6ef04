// A process that was killed left its projection in the server's memory. Others work on theirs at this moment: the old go.
CALL gds.graph.list() YIELD graphName, creationTime
WITH graphName WHERE graphName STARTS WITH 'purchases-' AND creationTime < datetime() - duration($older)
CALL gds.graph.drop(graphName, false) YIELD graphName AS dropped
RETURN dropped
