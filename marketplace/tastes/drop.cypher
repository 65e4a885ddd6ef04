// A projection lies in the server's memory until it is dropped.
CALL gds.graph.drop($graph, false) YIELD graphName
RETURN graphName
