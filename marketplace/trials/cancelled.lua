-- An order was cancelled: what of it counted as bought counts as returned, once; nothing that counts is ever made smaller. Its
-- placing, should that be told after it or again, finds the order marked, and counts nothing.
-- KEYS: the shopper's counts, whose counts have changed, orders heard of; ARGV: shopper, order, seconds to live.
local life = redis.call('HGET', KEYS[1], 'life')
local bought = redis.call('HGET', KEYS[3], ARGV[2])
if not life or bought == 'cancelled' then
    return 0
end
redis.call('HSET', KEYS[3], ARGV[2], 'cancelled')
redis.call('EXPIRE', KEYS[3], ARGV[3])
local returned = tonumber(bought or '0')
if returned > 0 then
    redis.call('HINCRBY', KEYS[1], 'returns', returned)
    redis.call('HSET', KEYS[2], ARGV[1], life .. ' ' .. redis.call('HINCRBY', KEYS[1], 'version', 1))
end
return returned
