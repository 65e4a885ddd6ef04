-- Forget what was taken, once it has arrived; what another merge has taken since stays.
-- KEYS: what was taken; ARGV: this merge.
local taken = redis.call('GET', KEYS[1])
if taken and cjson.decode(taken).merge == ARGV[1] then
    redis.call('DEL', KEYS[1])
end
return 1
