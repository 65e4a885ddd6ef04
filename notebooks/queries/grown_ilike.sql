-- Letters, anywhere: every row is read.
SELECT id FROM grown WHERE name ILIKE '%%' || %(words)s || '%%' OR description ILIKE '%%' || %(words)s || '%%'
