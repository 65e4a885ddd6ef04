-- Set one line to a quantity, never beyond what may be in it, note what a piece costs now, and keep the cart for another
-- day. A line that is not there is not made: it may just have been bought in another window.
-- KEYS: the cart, its prices; ARGV: product, quantity, most pieces allowed, price, seconds to live.
-- Returns 1 where there was such a line, 0 where there was none, -1 where the limit forbids it.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
    return 0
end
if tonumber(ARGV[2]) > tonumber(ARGV[3]) then
    return -1
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return 1
