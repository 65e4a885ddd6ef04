-- These shoppers, locked in the order of their ids, so that two who lock several never wait for each other in a circle. The
-- weaker lock: a checkout, whose order refers to the shopper, goes on.
SELECT id FROM users WHERE id = ANY(%(user_ids)s) ORDER BY id FOR NO KEY UPDATE
