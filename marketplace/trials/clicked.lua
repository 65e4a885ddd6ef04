-- A shopper follows a link of the trial to a product. It counts once a day, and only what was shown to them within the window:
-- an address can be made up. 1 if it counts, 0 if it did already, -1 if it was not shown.
-- KEYS: the shopper's counts, what they were shown, whose counts have changed; ARGV: shopper, product, now, when today began,
-- the window (all in ms), seconds to live.
local now, today, window = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local life = redis.call('HGET', KEYS[1], 'life')
local seen = redis.call('HGET', KEYS[2], ARGV[2])
if not life or not seen then
    return -1
end
local first, last, clicked = string.match(seen, '^(%d+) (%d+) (%d+)$')
if tonumber(last) < now - window then
    return -1
end
if tonumber(clicked) >= today then
    return 0
end
redis.call('HSET', KEYS[2], ARGV[2], string.format('%s %s %d', first, last, now))
redis.call('HINCRBY', KEYS[1], 'clicks', 1)
redis.call('HSET', KEYS[3], ARGV[1], life .. ' ' .. redis.call('HINCRBY', KEYS[1], 'version', 1))
redis.call('EXPIRE', KEYS[1], ARGV[6])
redis.call('EXPIRE', KEYS[2], ARGV[6])
return 1
