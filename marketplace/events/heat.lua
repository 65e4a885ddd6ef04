-- An order makes its products hotter on its day, and its cancelling cooler again; once per event, whose id is kept beside the
-- day's set for as long as that lives. What has no heat left is not hot.
-- KEYS[1] the day's set, KEYS[2] the events counted in it; ARGV: the event, seconds to live, heat, then products.
if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then
    return 0
end
for i = 4, #ARGV do
    redis.call('ZINCRBY', KEYS[1], ARGV[3], ARGV[i])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', 0)
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
