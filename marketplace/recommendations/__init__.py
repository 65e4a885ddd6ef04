"""What to show whom, from the graph of purchases, each with the counts that explain it."""
