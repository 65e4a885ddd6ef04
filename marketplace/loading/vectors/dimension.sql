-- Vectors are all of one length. Those of a model of another length go, and the column and its index are made for the new.
SELECT product_embeddings_hold(%(dimension)s)
