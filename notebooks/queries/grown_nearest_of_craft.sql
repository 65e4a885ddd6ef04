-- Meaning within one craft: the index finds the nearest of all, and the filter throws most of them away.
SELECT id FROM grown_vectors WHERE category_id = %(category_id)s ORDER BY embedding <=> %(vector)s LIMIT %(limit)s
