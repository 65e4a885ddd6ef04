"""What happens in the shop, and how the other stores hear of it."""
