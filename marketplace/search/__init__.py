"""Finding: by words (PostgreSQL full text) and by meaning (pgvector)."""
