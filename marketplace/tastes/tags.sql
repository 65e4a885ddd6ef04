-- What makers wrote on their products, to say by what a community stands out.
SELECT id, tags FROM products WHERE starts_with(id, %(within)s)
