"""What is for sale: browsing, one product with its specifications, its maker, its picture."""
