-- Keep what was loaded, if the lease is still the loader's, and give the lease back. Whoever drops an answer takes its
-- lease away first, so what was loaded before a drop is not kept after it; nor what took longer than the lease lives.
-- KEYS[1] the answer, KEYS[2] its lease; ARGV: the lease's token, the answer ('' keeps none), milliseconds it lives.
-- Returns 1 where the lease was still the loader's, else 0.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return 0
end
if ARGV[2] ~= '' then
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
redis.call('DEL', KEYS[2])
return 1
