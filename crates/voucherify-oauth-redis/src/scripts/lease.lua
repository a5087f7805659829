-- Grants a lease, unless one is held.
-- KEYS: lease, fence, token. ARGV: how long it lasts, in ms. Returns its fence and the time, in ms, or nothing.

-- A number that others wrote, or 0 where they wrote something else.
local function number(reply)
  local value = type(reply) == 'string' and tonumber(reply)
  if value and value > 0 and value < 2 ^ 52 then return value end
  return 0
end

-- What has no expiry is no lease: it would be held for ever.
if redis.call('PTTL', KEYS[1]) >= 0 then return false end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- No less than the time, so that fences go on rising where the last one was lost.
local last = math.max(number(redis.pcall('GET', KEYS[2])), number(redis.pcall('HGET', KEYS[3], 'fence')))
local fence = string.format('%.0f', math.max(last + 1, now))
-- Two days: longer than any token lives.
redis.call('SET', KEYS[2], fence, 'PX', 172800000)
redis.call('SET', KEYS[1], fence, 'PX', ARGV[1])
return { fence, string.format('%.0f', now) }
