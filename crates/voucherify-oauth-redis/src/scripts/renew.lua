-- KEYS: lease. ARGV: fence, how long it lasts from now, in ms. Returns whether it was held.
if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
