"""Many shoppers at once, on the real services and the real stores, who leave no trace."""
