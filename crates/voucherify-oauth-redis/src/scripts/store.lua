-- Stores a token, unless one was stored under a later lease, and ends the lease.
-- KEYS: token, lease. ARGV: fence, value, when it expires in Unix ms. Returns whether it was stored.
if redis.pcall('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
local stored = redis.pcall('HGET', KEYS[1], 'fence')
stored = type(stored) == 'string' and tonumber(stored)
if stored and stored > tonumber(ARGV[1]) then return 0 end
-- Whatever was there, of whatever type.
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'value', ARGV[2])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return 1
