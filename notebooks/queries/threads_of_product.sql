-- All threads of a product at once, from the top down: the rows come flat, and have to be put together again.
WITH RECURSIVE thread AS (
    SELECT id, review_id, parent_id, text, 1 AS depth FROM comment_rows WHERE product_id = %(product_id)s AND parent_id IS NULL
    UNION ALL
    SELECT c.id, c.review_id, c.parent_id, c.text, t.depth + 1 FROM comment_rows c JOIN thread t ON c.parent_id = t.id
)
SELECT id, review_id, parent_id, text FROM thread ORDER BY depth, id
