-- Take what was ordered out of a cart, and only that: pieces added after the order was placed stay. Once per event:
-- the event's id is kept beside the cart for a day, so that hearing of an order twice takes nothing twice.
-- KEYS: the cart, its prices, the mark of this event; ARGV: seconds to live, then product and quantity in turn.
if not redis.call('SET', KEYS[3], '1', 'NX', 'EX', ARGV[1]) then
    return 0
end
for i = 2, #ARGV, 2 do
    local left = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') - tonumber(ARGV[i + 1])
    if left > 0 then
        redis.call('HSET', KEYS[1], ARGV[i], left)
    else
        redis.call('HDEL', KEYS[1], ARGV[i])
        redis.call('HDEL', KEYS[2], ARGV[i])
    end
end
redis.call('EXPIRE', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[1])
return 1
