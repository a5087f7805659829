-- Returns the time of the server, in ms since the Unix epoch.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Parses a fence. Our fences follow the time of the server. A value that is not a number, or that
-- is far in the future, was written by another program and counts as 0.
local function fence(reply)
  if type(reply) ~= 'string' or not string.match(reply, '^%d+$') then return 0 end
  local value = tonumber(reply)
  return value <= now() + 86400000 and value or 0
end

-- Formats a number without an exponent.
local function text(number) return string.format('%.0f', number) end
