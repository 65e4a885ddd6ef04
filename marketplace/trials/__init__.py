"""A/B trials: who sees what, what came of it, and whether that can be chance."""
