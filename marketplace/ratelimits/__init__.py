"""How often one shopper or address may do what: a moving window in Redis for each of them and each action."""
