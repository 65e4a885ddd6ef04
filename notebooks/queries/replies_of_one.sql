-- The replies to one comment (or to the review itself).
SELECT id, text FROM comment_rows
WHERE review_id = %(review_id)s AND parent_id IS NOT DISTINCT FROM %(parent_id)s ORDER BY id
