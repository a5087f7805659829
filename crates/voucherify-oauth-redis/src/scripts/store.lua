-- Stores a token, unless one was stored under a later lease, and ends the lease.
-- KEYS: token, lease. ARGV: fence, value, expiry in ms since the Unix epoch.
-- Returns 1 if it was stored, otherwise 0.
if redis.pcall('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
if fence(redis.pcall('HGET', KEYS[1], 'fence')) > tonumber(ARGV[1]) then return 0 end
-- The old value may be of any type.
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'value', ARGV[2], 'expiry', ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return 1
