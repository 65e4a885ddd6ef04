"""Who is shopping."""
