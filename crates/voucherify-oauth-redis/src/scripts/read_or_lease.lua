-- Returns the token if it meets the conditions. Otherwise grants the lease, unless it is taken.
-- KEYS: token, lease, fence.
-- ARGV: the fence that the token must exceed, its minimum remaining lifetime in ms, and the
-- duration of the lease in ms.
-- Returns { remaining ms of the lease or -1, fence of the granted lease or 0, time, token }.
-- The token is { value, fence, expiry } as stored.
local time = now()
local found = redis.pcall('HMGET', KEYS[1], 'value', 'fence', 'expiry')
local token = {}
if found.err then
  token = { '', '0', '0' }
elseif found[1] then
  token = { found[1], found[2] or '0', found[3] or '0' }
  local stored, expiry = fence(found[2]), tonumber(found[3])
  -- The client authenticates both.
  if expiry and stored > tonumber(ARGV[1]) and expiry - time >= tonumber(ARGV[2]) then
    return { -1, '0', text(time), token }
  end
end
-- A key without a TTL is not a lease: it would never end.
local held = redis.call('PTTL', KEYS[2])
if held >= 0 then return { held, '0', text(time), {} } end

-- At least the current time, so that fences increase even if the last one was lost.
local stored = fence(redis.pcall('HGET', KEYS[1], 'fence'))
local last = math.max(fence(redis.pcall('GET', KEYS[3])), stored)
local granted = text(math.max(last + 1, time))
-- Two days, which exceeds the lifetime of any token.
redis.call('SET', KEYS[3], granted, 'PX', 172800000)
redis.call('SET', KEYS[2], granted, 'PX', ARGV[3])
return { -1, granted, text(time), token }
