"""Buying: one PostgreSQL transaction that never sells what is not there."""
