-- One batch of what fans wish, and of payments that end sessions, decided in order.
--
-- Each further argument is a wish: kind (j join, e enter, l leave, p paid), user (16 bytes), the place that a ticket
-- shows or 0 (4 bytes), and 8 bytes. A payment has the place of the session that it ends and when that one entered (ms);
-- place 0: it ends the one that the user has. Answers, one each: P place joined (a place), L (left), N (not in line),
-- F (the line is full).

if related ~= 'same' then return unrelated() end

local wishes, asked, asked_users, shown = {}, {}, {}, {}
for i = first_argument, #ARGV do
  local text = ARGV[i]
  local wish = {kind = string.sub(text, 1, 1), user = string.sub(text, 2, 17)}
  wish.shown, wish.entered = struct.unpack('>I4I8', text, 18)
  wishes[#wishes + 1] = wish
  if not asked[wish.user] then
    asked[wish.user] = true
    asked_users[#asked_users + 1] = wish.user
  end
  if wish.kind == 'j' and wish.shown > 0 and wish.shown <= most_number then shown[#shown + 1] = wish.shown end
end

-- What there is: the place of each user, and its state.
local places = {}  -- user -> {number, joined, to, closes, entered, expires}
do
  local found, numbers = {}, {}
  for i, packed in ipairs(many('HMGET', users, asked_users)) do
    if packed and struct.unpack('>I4', packed) > 0 then  -- zero: see `leave`
      local number, joined = struct.unpack('>I4I4', packed)
      found[#found + 1] = {user = asked_users[i], number = number, joined = joined}
      numbers[#numbers + 1] = number
    end
  end
  local over = bits_of(ended, numbers)  -- a user's place may be over without that being said in `users`: after a loss
  local waits = bits_of(waiting, numbers)
  local windows = many('ZMSCORE', called, numbers)
  local sessions = many('HMGET', session, numbers)
  for i, place in ipairs(found) do
    -- After the worst of losses a number may have been given twice: the session is whose name stands in it.
    local another = sessions[i] and string.sub(sessions[i], 1, 16) ~= place.user
    if not over[i] and not another then
      place.to = 'a'
      if waits[i] then place.to = 'w' end
      if windows[i] then
        place.to = 'c'
        place.closes = tonumber(windows[i])
      end
      if sessions[i] then
        place.to = 'i'
        place.entered, place.expires = struct.unpack('>I8I8', sessions[i], 17)
      end
      places[place.user] = place
    end
  end
end

local unknown = {}  -- shown places that are neither alive nor ended: this history does not remember them
do
  local lives = bits_of(alive, shown)
  local over = bits_of(ended, shown)
  for i, number in ipairs(shown) do unknown[number] = not lives[i] and not over[i] end
end

local function finish(user)
  move(places[user].number, 'e')
  owner[user] = false
  places[user] = nil
  state.places = state.places - 1
end

local function take_place(user, number)
  local place = {number = number, joined = math.floor(now / 1000), to = 'w'}
  move(number, 'w')
  owner[user] = struct.pack('>I4I4', number, place.joined)
  stamped[#stamped + 1] = number
  places[user] = place
  state.places = state.places + 1
end

-- A sign of life of one who is not inside. A fan who was away, or missed the window, waits again, in front by the number.
local function show_up(place)
  stamped[#stamped + 1] = place.number
  if place.to == 'c' and place.closes <= now then
    move(place.number, 'a')
    place.to = 'a'
  end
  if place.to == 'a' then
    place.to = 'w'
    move(place.number, 'w')
  end
end

-- A fan who polls without a ticket comes here each time: no node knows the place of a user.
local function join(wish)
  local place = places[wish.user]
  if place then
    if place.to ~= 'i' then show_up(place) end
    return
  end
  if unknown[wish.shown] then
    unknown[wish.shown] = nil
    if wish.shown > state.last_given then state.last_given = wish.shown + most_gap end
    return take_place(wish.user, wish.shown)
  end
  if state.places >= most_places or state.last_given >= most_number then return 'F' end
  state.last_given = state.last_given + 1
  take_place(wish.user, state.last_given)
end

-- A fan who leaves while places come back after a loss may have one that is not here yet: it shall not come any more.
local function leave(wish)
  if places[wish.user] then
    finish(wish.user)
    return 'L'
  end
  if now < state.grace_until then
    owner[wish.user] = struct.pack('>I4I4', 0, math.floor(now / 1000))
    return 'L'
  end
  return 'N'
end

local function enter(wish)
  local place = places[wish.user]
  if not place then return 'N' end
  if place.to == 'i' then return end
  if place.to == 'c' and place.closes > now then
    place.to, place.entered, place.expires = 'i', now, now + session_ms
    move(place.number, 'i', {wish.user, place.entered, place.expires})
  else
    show_up(place)
  end
end

local answers = {}
for i, wish in ipairs(wishes) do
  local place = places[wish.user]
  if place and place.to == 'i' and place.expires <= now then finish(wish.user) end
  local said = nil
  if wish.kind == 'j' then
    said = join(wish)
  elseif wish.kind == 'e' then
    said = enter(wish)
  elseif wish.kind == 'l' then
    said = leave(wish)
  else
    place = places[wish.user]
    local ends = place and place.to == 'i' and
      (wish.shown == 0 or (place.number == wish.shown and place.entered == wish.entered))
    if ends then finish(wish.user) end
    said = ends and 'L' or 'N'
  end
  place = places[wish.user]
  answers[i] = said or 'P' .. struct.pack('>I4I4', place.number, place.joined)
end
flush()
-- While somebody ticks, nobody has to wait for the tick in front of an empty hall. Otherwise those who are there have
-- not been heard yet.
if leased() then call_next() end
return answer(answers)
