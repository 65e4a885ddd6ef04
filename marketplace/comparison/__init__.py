"""Why a graph: the same questions asked of PostgreSQL and of Neo4j, answers compared, times side by side."""
