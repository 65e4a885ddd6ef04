-- Products are shown to a shopper. Each counts once a day, however often a page is drawn; when it was first and last shown is
-- remembered, for clicks and orders to be held against. Shown again after the window it begins anew. Whose arm had nothing for
-- them counts as well: left out, they would make the arms unlike.
-- KEYS: the shopper's counts, what they were shown, whose counts have changed; ARGV: shopper, arm, a name for this life of
-- the counts if it begins here, now, when today began, the window (all in ms), seconds to live, then products.
local now, today, window = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local new = 0
for i = 8, #ARGV do
    local seen = redis.call('HGET', KEYS[2], ARGV[i])
    local first, last, clicked = now, 0, 0
    if seen then
        local began, ended, taken = string.match(seen, '^(%d+) (%d+) (%d+)$')
        last, clicked = tonumber(ended), tonumber(taken)
        if last >= now - window then
            first = tonumber(began)
        end
    end
    if last < today then
        new = new + 1
    end
    redis.call('HSET', KEYS[2], ARGV[i], string.format('%d %d %d', first, math.max(now, last), clicked))
end
local begun = redis.call('HSETNX', KEYS[1], 'life', ARGV[3])
if new > 0 or begun == 1 then
    redis.call('HSETNX', KEYS[1], 'arm', ARGV[2])
    redis.call('HSETNX', KEYS[1], 'first', ARGV[4])
    redis.call('HINCRBY', KEYS[1], 'impressions', new)
    local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
    redis.call('HSET', KEYS[3], ARGV[1], redis.call('HGET', KEYS[1], 'life') .. ' ' .. version)
end
redis.call('EXPIRE', KEYS[1], ARGV[7])
redis.call('EXPIRE', KEYS[2], ARGV[7])
return new
