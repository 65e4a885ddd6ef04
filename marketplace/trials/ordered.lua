-- A shopper has ordered products: those that they were shown within the window before count as bought, once an order. What
-- was first shown after the order, which news that come late may find, does not count.
-- KEYS: the shopper's counts, what they were shown, whose counts have changed, orders heard of; ARGV: shopper, order, when it
-- was placed, the window (both in ms), seconds to live, then products.
local placed, window = tonumber(ARGV[3]), tonumber(ARGV[4])
local life = redis.call('HGET', KEYS[1], 'life')
if not life or redis.call('HEXISTS', KEYS[4], ARGV[2]) == 1 then
    return 0
end
local bought = 0
for i = 6, #ARGV do
    local seen = redis.call('HGET', KEYS[2], ARGV[i])
    if seen then
        local first, last = string.match(seen, '^(%d+) (%d+) %d+$')
        if tonumber(first) <= placed and tonumber(last) >= placed - window then
            bought = bought + 1
        end
    end
end
redis.call('HSET', KEYS[4], ARGV[2], bought)
redis.call('EXPIRE', KEYS[4], ARGV[5])
if bought > 0 then
    redis.call('HINCRBY', KEYS[1], 'purchases', bought)
    redis.call('HSET', KEYS[3], ARGV[1], life .. ' ' .. redis.call('HINCRBY', KEYS[1], 'version', 1))
    redis.call('EXPIRE', KEYS[1], ARGV[5])
    redis.call('EXPIRE', KEYS[2], ARGV[5])
end
return bought
