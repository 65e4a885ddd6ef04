-- Of which model the stored vectors are, and how long they are.
SELECT model, vector_dims(embedding) AS dimension FROM product_embeddings LIMIT 1
