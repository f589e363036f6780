-- What a node says ten times a second: who polled, and that it lives. The node that holds the lease lets time pass.
--
-- Arguments: the fence of the lease that the node holds (0: none), after how many ms without any tick everybody gets a
-- grace to show themselves again (0: never), the places that were polled (4 bytes each), and those who polled though
-- they are away or unknown to the node (place, user: 20 each).

if related ~= 'same' then return unrelated() end

local fence = tonumber(ARGV[first_argument])
local gap_ms = tonumber(ARGV[first_argument + 1])
local polled = ARGV[first_argument + 2]
local returning = ARGV[first_argument + 3]

for at = 1, #polled, 4 do stamped[#stamped + 1] = struct.unpack('>I4', polled, at) end

-- The place that each of these users has; false: none, or one that has ended. Zero: the user left while it was not here.
local function places_of(fans)
  local has, some = {}, {}
  for i, packed in ipairs(many('HMGET', users, fans)) do
    has[i] = packed and struct.unpack('>I4', packed)
    if has[i] then some[#some + 1] = has[i] end
  end
  local over, next_one = bits_of(ended, some), 0
  for i = 1, #fans do
    if has[i] then
      next_one = next_one + 1
      if over[next_one] then has[i] = false end
    end
  end
  return has
end

-- Those who come back: from being away, from a window that has closed, or from a history that was lost.
local function come_back()
  local numbers, fans = {}, {}
  for at = 1, #returning, 20 do
    local number = struct.unpack('>I4', returning, at)
    if number > 0 and number <= most_number then
      numbers[#numbers + 1] = number
      fans[#fans + 1] = string.sub(returning, at + 4, at + 19)
    end
  end
  local lives, over, waits = bits_of(alive, numbers), bits_of(ended, numbers), bits_of(waiting, numbers)
  local windows, sessions = many('ZMSCORE', called, numbers), many('ZMSCORE', inside, numbers)
  local has = places_of(fans)
  for i, number in ipairs(numbers) do
    if lives[i] and not sessions[i] then
      stamped[#stamped + 1] = number
      if windows[i] and tonumber(windows[i]) <= now then move(number, 'a') end
      if not waits[i] and not (windows[i] and tonumber(windows[i]) > now) then move(number, 'w') end
    elseif not lives[i] and not over[i] then
      if has[i] or owner[fans[i]] then
        move(number, 'e')  -- the fan has another place by now
      else
        move(number, 'w')
        owner[fans[i]] = struct.pack('>I4I4', number, math.floor(now / 1000))
        stamped[#stamped + 1] = number
        state.places = state.places + 1
        changed = true
      end
      if number > state.last_given then
        state.last_given = number + most_gap
        changed = true
      end
    end
  end
end
if #returning > 0 then come_back() end
local seen_now = stamped
flush()

local function end_expired()
  local over = redis.call('ZRANGEBYSCORE', inside, '-inf', now)
  if #over == 0 then return end
  local sessions = many('HMGET', session, over)
  for i, place in ipairs(over) do
    move(tonumber(place), 'e')
    if sessions[i] then owner[string.sub(sessions[i], 1, 16)] = false end
    state.places = state.places - 1
  end
end

-- Looks at a slice of the line, 5,000 numbers: a million in 20 s. Called fans are looked at in any case.
local function mark_away()
  if now < state.grace_until then return end
  local found, next_from = waiting_from(state.swept, 625)
  state.swept = found and next_from or 0
  for _, fan in ipairs(found or {}) do
    if gone(fan[2]) then move(fan[1], 'a') end
  end
end

-- Ends the places that have been away for too long, and forgets users whose place is over: a slice of them a second.
local function end_old()
  if math.abs(now - state.users_at) < 1000 then return end
  local found = redis.call('HSCAN', users, string.format('%.0f', state.users_from), 'COUNT', 1000)
  state.users_from, state.users_at = tonumber(found[1]), now
  local fans, numbers, joined = {}, {}, {}
  for i = 1, #found[2], 2 do
    fans[#fans + 1] = found[2][i]
    numbers[#numbers + 1], joined[#joined + 1] = struct.unpack('>I4I4', found[2][i + 1])
  end
  local lives, over, waits = bits_of(alive, numbers), bits_of(ended, numbers), bits_of(waiting, numbers)
  local windows, sessions = many('ZMSCORE', called, numbers), many('ZMSCORE', inside, numbers)
  local stamps, now_s = stamps_of(numbers), now / 1000
  for i, number in ipairs(numbers) do
    local seen_s = stamps[i] > 0 and state.opened_s + stamps[i] or joined[i]
    local here = waits[i] or windows[i] or sessions[i]
    if lives[i] and not here and now_s > seen_s + place_s then
      move(number, 'e')
      owner[fans[i]] = false
      state.places = state.places - 1
    elseif over[i] or (number == 0 and now_s > joined[i] + place_s) then
      owner[fans[i]] = false
    end
  end
end

local function tick()
  local overdue = redis.call('ZRANGEBYSCORE', called, '-inf', now)
  if gap_ms > 0 and state.ticked_at > 0 and now - state.ticked_at > gap_ms then
    begin_grace(0)
    redis.call('BITOP', 'OR', missing, missing, waiting)
    set_bits(missing, overdue, 1)
    set_bits(missing, seen_now, 0)
  end
  state.ticked_at = now
  state.budget = math.min(per_second * 1000,
    state.budget + math.max(0, math.min(1000, now - state.filled_at)) * per_second)
  state.filled_at = now
  for _, place in ipairs(overdue) do move(tonumber(place), 'a') end
  end_expired()
  mark_away()
  end_old()
  flush()
  call_next()
end

-- Says that the node lives, once a second. A node that is new is a change: so no other one can take a history
-- that does not know it yet for the whole one.
local function sign_in()
  local list, last = {}, nil
  for name, at in string.gmatch(state.nodes or '', '(%x+)=(%d+)') do
    if name == node then
      last = tonumber(at)
    elseif math.abs(clock - tonumber(at)) < 12 * lived_ms then
      list[#list + 1] = name .. '=' .. at
    end
  end
  if not last then events[#events + 1] = '' end
  if last and math.abs(clock - last) < 1000 then return end
  list[#list + 1] = string.format('%s=%.0f', node, clock)
  state.nodes = table.concat(list, ',')
  changed = true
end
sign_in()

local mine = state.lease_node == node and state.fence == fence and fence > 0
if not mine and not leased() then
  mine = true
  state.fence = state.fence + 1
  state.lease_node = node
end
if mine then
  state.lease_until = clock + lease_ms
  changed = true
  tick()
end
return answer({mine and state.fence or 0})
