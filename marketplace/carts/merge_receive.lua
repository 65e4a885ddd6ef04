-- Add what was taken from a guest to the shopper's cart, as far as it fits, once: the merge's note is used up.
-- KEYS: the cart, its prices, the merges; ARGV: this merge, seconds to live, then product, pieces, most pieces allowed and
-- price in turn. Returns how many pieces of each went in; nil where this merge has been received before.
if redis.call('ZREM', KEYS[3], ARGV[1]) == 0 then
    return false
end
local received = {}
for i = 3, #ARGV, 4 do
    local now = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
    local fits = math.max(0, math.min(tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]) - now))
    if fits > 0 then
        redis.call('HSET', KEYS[1], ARGV[i], now + fits)
        redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 3])
    end
    received[#received + 1] = fits
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return received
