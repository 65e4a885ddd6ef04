-- PostgreSQL has the counts of these shoppers: they are no longer among those whose counts have changed, unless they have
-- changed again since.
-- KEYS[1] whose counts have changed; ARGV: shopper and version in turn.
local settled = 0
for i = 1, #ARGV, 2 do
    if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then
        settled = settled + redis.call('HDEL', KEYS[1], ARGV[i])
    end
end
return settled
