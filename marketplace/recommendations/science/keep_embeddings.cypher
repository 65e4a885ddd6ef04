// The places of products, kept on their nodes for whoever wants to look.
CALL gds.graph.nodeProperty.stream($graph, 'embedding', ['Product']) YIELD nodeId, propertyValue
WITH gds.util.asNode(nodeId) AS p, propertyValue
SET p.embedding = propertyValue
RETURN count(p) AS products
