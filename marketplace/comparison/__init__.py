"""Why a graph: the same questions asked of PostgreSQL and of Neo4j, their answers compared, their times side by side."""
