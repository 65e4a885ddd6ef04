-- Every vector counts as made of another text: it serves until it has been made anew.
UPDATE product_embeddings SET content_hash = ''
