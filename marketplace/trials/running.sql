-- The trial that runs at a place.
SELECT * FROM trials WHERE place = %(place)s AND stopped_at IS NULL
