-- Add to one line, never beyond what may be in it, note what a piece costs now, and keep the cart for another day. One
-- round trip, atomic: two taps at once cannot together pass the limit.
-- KEYS: the cart, its prices; ARGV: product, pieces to add, most pieces allowed, price, seconds to live.
-- Returns the new quantity, or -(quantity already there) - 1 where the limit forbids it (nothing is changed then).
local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local wanted = now + tonumber(ARGV[2])
if wanted > tonumber(ARGV[3]) then
    return -now - 1
end
redis.call('HSET', KEYS[1], ARGV[1], wanted)
redis.call('HSET', KEYS[2], ARGV[1], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return wanted
