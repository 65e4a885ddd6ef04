-- Take one line out, and keep the rest of the cart for another day: a shopper who tidies up is still shopping.
-- KEYS: the cart, its prices; ARGV: product, seconds to live. Returns 1 where there was such a line, else 0.
local was = redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return was
