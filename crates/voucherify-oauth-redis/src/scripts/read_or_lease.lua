-- Returns the token if it is good enough. Otherwise grants the lease, unless it is held.
-- KEYS: token, lease, fence.
-- ARGV: the fence that the token must exceed, the life that it must have left, and how long the lease
-- lasts, both in ms.
-- Returns { life of the held lease or -1, fence of the granted lease or 0, time }, and the token:
-- { value, fence, expiry } as stored.
local time = now()
local found = redis.pcall('HMGET', KEYS[1], 'value', 'fence', 'expiry')
local token = {}
if found.err then
  token = { '', '0', '0' }
elseif found[1] then
  token = { found[1], found[2] or '0', found[3] or '0' }
  local stored, expiry = fence(found[2]), tonumber(found[3])
  -- Whoever reads this checks that neither was changed.
  if expiry and stored > tonumber(ARGV[1]) and expiry - time >= tonumber(ARGV[2]) then
    return { -1, '0', text(time), token }
  end
end
-- What has no expiry is no lease: it would be held for ever.
local held = redis.call('PTTL', KEYS[2])
if held >= 0 then return { held, '0', text(time), {} } end

-- No less than the time, so that fences rise even where the last one was lost.
local last = math.max(fence(redis.pcall('GET', KEYS[3])), fence(redis.pcall('HGET', KEYS[1], 'fence')))
local granted = text(math.max(last + 1, time))
-- Two days: longer than any token lives.
redis.call('SET', KEYS[3], granted, 'PX', 172800000)
redis.call('SET', KEYS[2], granted, 'PX', ARGV[3])
return { -1, granted, text(time), token }
