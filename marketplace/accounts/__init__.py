"""Who is shopping: shoppers, their passwords and their sessions."""
