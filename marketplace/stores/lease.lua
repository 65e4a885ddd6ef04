-- What is kept, or else the right to load it, or else word that somebody else is at it: one round trip, atomic, so that
-- of all who miss an answer at once one loads it (leases: Nishtala and others, "Scaling Memcache at Facebook", NSDI 2013).
-- KEYS[1] the answer, KEYS[2] its lease; ARGV: a token nobody else has, milliseconds the lease lives, and 1 to ask for
-- the lease although there is an answer (one that is to be renewed, or that cannot be read), else 0.
if ARGV[3] == '0' then
    local kept = redis.call('GET', KEYS[1])
    if kept then
        return {'kept', kept}
    end
end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
    return {'lease'}
end
return {'wait'}
