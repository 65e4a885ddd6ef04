-- A trial begins, unless one runs at this place.
INSERT INTO trials (place, name, control, challenger, share, salt)
VALUES (%(place)s, %(name)s, %(control)s, %(challenger)s, %(share)s, %(salt)s)
ON CONFLICT (place) WHERE stopped_at IS NULL DO NOTHING
RETURNING *
