-- KEYS: token. Returns nothing, or the value (empty if what is there is no token), its life in ms and its fence.
local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return false end
local left = redis.call('PTTL', KEYS[1])
if kind ~= 'hash' or left < 0 then return { '', 0, '0' } end
local found = redis.call('HMGET', KEYS[1], 'value', 'fence')
-- Discarded: only the fence is left.
if not found[1] and found[2] then return false end
return { found[1] or '', left, found[2] or '0' }
