-- Set one line to a quantity (0 removes it), and keep the cart for another day. A line that is not there is not made:
-- it may just have been bought in another window.
-- KEYS[1] the cart; ARGV: product, quantity, seconds to live. Returns 1 where there was such a line, else 0.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
    return 0
end
if tonumber(ARGV[2]) == 0 then
    redis.call('HDEL', KEYS[1], ARGV[1])
else
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
