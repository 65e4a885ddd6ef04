-- Take a guest's whole cart, for one shopper's merge: from here on it is that shopper's, and the guest's is empty. While
-- one that was taken has not arrived, every call returns that one, so that nothing is taken beside it.
-- KEYS: the cart, its prices, what was taken; ARGV: this merge ('' to take nothing new), the shopper, seconds to live.
-- Returns what was taken as JSON: {"merge", "user_id", "lines": [[product, pieces, price or ""]]}; nil where nothing was.
local taken = redis.call('GET', KEYS[3])
if taken then
    return taken
end
local cart = redis.call('HGETALL', KEYS[1])
if ARGV[1] == '' or #cart == 0 then
    return false
end
local lines = {}
for i = 1, #cart, 2 do
    lines[#lines + 1] = {cart[i], cart[i + 1], redis.call('HGET', KEYS[2], cart[i]) or ''}
end
taken = cjson.encode({merge = ARGV[1], user_id = ARGV[2], lines = lines})
redis.call('SET', KEYS[3], taken, 'EX', ARGV[3])
redis.call('DEL', KEYS[1], KEYS[2])
return taken
