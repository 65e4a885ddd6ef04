-- Note in the shopper's slot that a guest's cart is about to come, before it is taken: whatever happens then, the next
-- sign-in finds the note. The note is also the permit to add that cart: it is used up by adding, so nothing is added twice.
-- A note outlives what was taken, which lives half as long; one whose guest had nothing goes here at last.
-- KEYS: the merges; ARGV: this merge ('' to begin none), seconds to live. Returns the merges under way.
local now = tonumber(redis.call('TIME')[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
if ARGV[1] ~= '' then
    redis.call('ZADD', KEYS[1], now, ARGV[1])
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, -1)
