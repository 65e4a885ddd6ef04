"""What shoppers say of products, and what is said back: threads of any depth, one document a review."""
