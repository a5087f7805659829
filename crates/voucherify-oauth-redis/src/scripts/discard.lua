-- Drops a token, if it is the one with this fence. The fence stays: what is older must not come in its place.
-- KEYS: token. ARGV: fence.
if redis.pcall('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 0 end
return redis.call('HDEL', KEYS[1], 'value')
