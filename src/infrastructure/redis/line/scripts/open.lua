-- Opens a history of the line: the first one, or a new one after Redis has lost what a node remembers. Every node that
-- remembers something adds it: which places have ended, who is inside, and the largest number it knows of.
--
-- Arguments: the epoch of the new history, the largest number known, the bitmap of the places that have ended, the
-- sessions alive (place, user, entered, expires: 36 bytes each), when the node knew all of the line last (ms, 0: never),
-- the bitmap of the places that waited then.

local new_epoch = ARGV[first_argument]
local known = tonumber(ARGV[first_argument + 1])
local over = ARGV[first_argument + 2]
local sessions = ARGV[first_argument + 3]
local known_at = tonumber(ARGV[first_argument + 4])
local waited = ARGV[first_argument + 5]

local function open_history(last_given)
  state.epoch = new_epoch
  state.last_given = last_given
  if last_given > 0 then begin_grace(roll_call_ms) end
  redis.call('HSET', meta, 'epoch', new_epoch, 'server', server)
end

-- What the caller reckons is all that is left of the time of the line; Redis' clock may be another machine's by now.
local function keep_time()
  if reckoned > 0 and math.abs(now - reckoned) > longest_step then set_now(reckoned) end
end

-- What may have been given since the node knew all of the line.
local function gap()
  if known_at == 0 then return most_gap end
  return math.min(most_gap, math.max(least_gap, (now - known_at) * numbers_a_ms))
end

-- The history was opened by a node that remembered less: it has called in the place of those who come in here, and
-- nobody of the older history could show themselves yet.
local knew_less = state.epoch and known > state.last_given

if not state.epoch or not whole then
  redis.call('DEL', users, alive, waiting, ended, called, inside, session, seen, changes, missing)
  keep_time()
  state.users, state.called, state.inside, state.kept = 0, 0, 0, 1
  for _, key in ipairs({alive, waiting, seen}) do redis.call('SETBIT', key, 0, 0) end
  state.opened_s = math.floor(now / 1000) - 1
  redis.call('HSET', meta, 'opened_s', state.opened_s)
  state.budget = per_second * 1000
  state.filled_at = now
  if state.epoch and state.server == server and state.last_given >= known then
    open_history(state.last_given)  -- a key is gone; which number was the last is still known
  else
    open_history(known > 0 and math.max(known, state.last_given) + gap() or 0)
  end
elseif state.epoch == epoch and related == 'lost' then
  keep_time()
  open_history(math.max(state.last_given, known) + gap())
  redis.call('BITOP', 'OR', missing, missing, waiting)  -- they have not been heard for as long as Redis was away
elseif knew_less then
  state.last_given = known + gap()
  begin_grace(roll_call_ms)
end

-- As long as `alive`, so that what is behind its end counts as not ended. The same with `waiting`.
local last_bit = math.min(most_number, state.last_given) + 7
for _, key in ipairs({ended, waiting}) do redis.call('SETBIT', key, last_bit, 0) end
if #over > 0 then
  redis.call('SET', spare, over)
  redis.call('BITOP', 'OR', ended, ended, spare)
  redis.call('BITOP', 'NOT', spare, ended)
  redis.call('BITOP', 'AND', alive, alive, spare)
  redis.call('BITOP', 'AND', waiting, waiting, spare)
  redis.call('DEL', spare)
end

-- Nobody is called past those who waited, until they have come back.
if #waited > 0 and now < state.grace_until then  -- missing | waited & ~(waiting | ended)
  redis.call('SET', spare, waited)
  redis.call('SETBIT', spare, last_bit, 0)
  redis.call('BITOP', 'NOT', spare, spare)
  redis.call('BITOP', 'OR', spare, spare, waiting, ended)
  redis.call('BITOP', 'NOT', spare, spare)
  redis.call('BITOP', 'OR', missing, missing, spare)
  redis.call('DEL', spare)
  set_bits(missing, redis.call('ZRANGE', inside, 0, -1), 0)
  if not knew_less then set_bits(missing, redis.call('ZRANGE', called, 0, -1), 0) end
end

local function forget_ended(key)
  local numbers = {}
  for _, place in ipairs(redis.call('ZRANGE', key, 0, -1)) do numbers[#numbers + 1] = tonumber(place) end
  for i, is_over in ipairs(bits_of(ended, numbers)) do
    if is_over then move(numbers[i], 'e') end
  end
end
forget_ended(called)
forget_ended(inside)
flush()

if knew_less then
  for _, place in ipairs(redis.call('ZRANGE', called, 0, -1)) do move(tonumber(place), 'w') end
  flush()
end

local function bring_in()
  local numbers, fans, times = {}, {}, {}
  for at = 1, #sessions, 36 do
    numbers[#numbers + 1] = struct.unpack('>I4', sessions, at)
    fans[#fans + 1] = string.sub(sessions, at + 4, at + 19)
    local entered, expires = struct.unpack('>I8I8', sessions, at + 20)
    times[#times + 1] = {entered, expires}
  end
  local gone_by, there = bits_of(ended, numbers), many('ZMSCORE', inside, numbers)
  local has = many('HMGET', users, fans)
  for i, number in ipairs(numbers) do
    if not gone_by[i] and not there[i] and times[i][2] > now then
      local other = has[i] and struct.unpack('>I4', has[i])
      if other and other ~= number then move(other, 'e') end  -- joined again meanwhile: the session counts more
      owner[fans[i]] = struct.pack('>I4I4', number, math.floor(times[i][1] / 1000))
      move(number, 'i', {fans[i], times[i][1], times[i][2]})
    end
  end
end
bring_in()
flush()
state.places = redis.call('BITCOUNT', alive)
-- What was brought in stands in no changes: all other nodes are behind, and load a snapshot.
redis.call('XTRIM', changes, 'MAXLEN', 0)
events = {''}
return answer({})
