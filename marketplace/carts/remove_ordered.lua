-- Take what was ordered out of a cart, and only that: pieces added after the order was placed stay. Once per event:
-- the event's id is kept beside the cart for a day, so that hearing of an order twice takes nothing twice.
-- KEYS[1] the cart, KEYS[2] the mark of this event; ARGV: seconds to keep the mark, then product and quantity in turn.
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[1]) then
    return 0
end
for i = 2, #ARGV, 2 do
    local left = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') - tonumber(ARGV[i + 1])
    if left > 0 then
        redis.call('HSET', KEYS[1], ARGV[i], left)
    else
        redis.call('HDEL', KEYS[1], ARGV[i])
    end
end
return 1
