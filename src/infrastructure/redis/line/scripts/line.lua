-- The line as all scripts see it: what stands in front of each of them. See docs/decisions/0011-the-line-in-redis.md.
--
-- A place is waiting (bit in `waiting`), called (`called`, by when its window closes), inside (`inside`, by when its
-- session expires, and `session`), ended (bit in `ended`) or away (none of these, but in `alive`). Scripts decide on
-- what they read, say `move` for each place that changes, and `flush` writes it all by a few variadic commands.
-- Every script that changes something makes one version of it, numbered one more than the last.

local meta, users, alive, waiting, ended, called, inside, session, seen, changes, spare, missing = unpack(KEYS)

local set_by_hand = tonumber(ARGV[1])    -- ms: a test's time in place of Redis' clock; the server sends none
local reckoned = tonumber(ARGV[2])       -- ms: the time of the line as the caller reckons it; 0: it does not know yet
local since = tonumber(ARGV[3])          -- the version that the caller has
local since_nonce = ARGV[4]              -- and the nonce it came with
local nonce = ARGV[5]                    -- for the version made here
local epoch = ARGV[6]                    -- the history that the caller's version belongs to
local capacity = tonumber(ARGV[7])       -- 0 while the line is closed: see below
local per_second = tonumber(ARGV[8])
local claim_ms = tonumber(ARGV[9])
local session_ms = tonumber(ARGV[10])
local away_s = tonumber(ARGV[11])
local grace_ms = tonumber(ARGV[12])
local most_places = tonumber(ARGV[13])
local paused = ARGV[14] == '1'
local opens_at = tonumber(ARGV[15])      -- ms
local server = ARGV[16]                  -- the run of Redis that the caller has connected to
local node = ARGV[17]                    -- the caller's name
local lease_ms = tonumber(ARGV[18])      -- the term of the lease of the node that admits
local roll_call_ms = tonumber(ARGV[19])  -- how long a roll call lasts at most: see below
local place_s = tonumber(ARGV[20])       -- away for longer than this, and the place ends
local first_argument = 21

local most_number = 100000000            -- `seen` has four bytes a number, and a string of Redis 512 MiB
local most_skips = 2000                  -- absent fans that one script may pass: everybody else waits for it
local kept_changes = 4000                -- versions whose changes are kept; a node further behind loads a snapshot
-- Numbers that are left out when some may have been given that nobody here remembers: as many as joins of the time in
-- question may have got (no Redis gives more a millisecond), within bounds.
local numbers_a_ms = 100
local least_gap = 100000
local most_gap = 1000000
local lived_ms = 5000                    -- a node that says less often that it lives is not counted on
local chunk = 1000                       -- places a variadic command: Lua's stack ends at some 8,000 arguments
local longest_step = 2000                -- ms: what a round trip may hide; more, and a clock was set

local state = {}
do
  local fields = {'epoch', 'version', 'nonce', 'last_given', 'places', 'opened_s', 'budget', 'filled_at',
    'lease_node', 'lease_until', 'fence', 'ticked_at', 'grace_until', 'swept', 'server', 'shift',
    'kept', 'inside', 'called', 'users', 'nodes', 'call_server', 'call_from', 'came', 'quiet_until', 'users_at',
    'users_from'}
  local texts = {epoch = 1, nonce = 1, lease_node = 1, server = 1, nodes = 1, call_server = 1, came = 1}
  local values = redis.call('HMGET', meta, unpack(fields))
  for i, field in ipairs(fields) do
    local value = values[i] or nil
    if not texts[field] then value = tonumber(value or 0) end
    state[field] = value
  end
end

local changed = false  -- a field of meta

-- `clock` is Redis' own. `now`, the time of the line, is that clock moved by `shift`: what is behind a clock that was set
-- while the line was open. It was set when the last tick agrees with what the caller reckons by its steady clock, and
-- Redis' clock with neither.
local clock = set_by_hand
if not clock then
  local time = redis.call('TIME')
  clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local now = clock + state.shift
local function set_now(to)
  state.shift = state.shift + to - now
  now = to
  changed = true
end
if reckoned > 0 and state.ticked_at > 0 and math.abs(now - reckoned) > longest_step
  and math.abs(state.ticked_at - reckoned) <= longest_step then set_now(reckoned) end

if paused or now < opens_at then capacity = 0 end  -- there is no slot to be called to

-- Somebody admits. A lease that ends later than it could have been taken is of a clock that has been set back since.
local function leased() return clock < state.lease_until and state.lease_until <= clock + lease_ms end

-- A line of which a key is gone is lost: `meta` counts what must be there. (Redis may have thrown one away to get room,
-- or somebody have deleted it.) Looked at before anything is written, which would make an empty key in its place. A
-- line of an earlier release is counted first.
local function all_there()
  if state.kept == 0 then
    for _, key in ipairs({alive, waiting, ended, seen}) do redis.call('SETBIT', key, 0, 0) end
    state.inside, state.called = redis.call('ZCARD', inside), redis.call('ZCARD', called)
    state.users, state.kept, changed = redis.call('HLEN', users), 1, true
  end
  local must = {alive, waiting, ended, seen, changes}
  if state.users > 0 then must[#must + 1] = users end
  if state.called > 0 then must[#must + 1] = called end
  if state.inside > 0 then
    must[#must + 1] = inside
    must[#must + 1] = session
  end
  return redis.call('EXISTS', unpack(must)) == #must
end
local whole = not state.epoch or all_there()

-- Another process has the data now: after a fail-over or a restart the last writes may be missing, numbers that were
-- given among them, and the node that connects first need not be the one that remembers them. Nothing that anybody
-- remembers is missing when all nodes that lived until then (`nodes`: name, when it last said so) have come and found
-- here what they know. Those that do not come are waited for no longer than the roll call lasts.
local function roll_call()
  if state.call_server ~= server or clock < state.call_from then
    state.call_server, state.call_from, state.came = server, clock, ''
  end
  if not string.find(state.came, node, 1, true) then state.came = state.came .. node .. ',' end
  local newest, awaited = 0, not state.nodes or state.nodes == ''
  for at in string.gmatch(state.nodes or '', '=(%d+)') do newest = math.max(newest, tonumber(at)) end
  for name, at in string.gmatch(state.nodes or '', '(%x+)=(%d+)') do
    if tonumber(at) > newest - lived_ms and not string.find(state.came, name, 1, true) then awaited = true end
  end
  if not awaited then
    redis.call('HSET', meta, 'server', server)
    return 'same'
  end
  if clock - state.call_from >= roll_call_ms then return 'lost' end
  redis.call('HSET', meta, 'call_server', server, 'call_from', state.call_from, 'came', state.came)
  return 'waits'
end

-- Is the caller's version one of what is here? Then `told` is what has happened since.
local told = {}
local function found()
  if state.version < since then return 'lost' end
  if state.version == since then return state.nonce == since_nonce and 'same' or 'lost' end
  local entries = redis.call('XRANGE', changes, since .. '-0', '+')
  if not entries[1] or entries[1][1] ~= since .. '-0' then return 'behind' end
  if entries[1][2][2] ~= since_nonce then return 'lost' end
  for i = 2, #entries do told[#told + 1] = entries[i][2][4] end
  return 'same'
end

-- 'same': the caller's version is one of this history. 'lost': it is not. 'other': another node has opened a new
-- history. 'behind': too much has happened since. 'waits': for the other nodes, see roll_call.
local function relation()
  if not state.epoch or not whole then return 'lost' end
  if state.epoch ~= epoch then return 'other' end
  local how = found()
  if state.server == server then return how end
  return how == 'same' and roll_call() or 'lost'
end

-- seconds since the line was opened, at least one: zero in `seen` says never
local function stamp() return math.max(1, math.floor(now / 1000) - state.opened_s) end
local function gone(stamped) return stamp() > stamped + away_s end

-- command(head..., item(1)..., item(2)..., ...) in chunks. Returns the sum of what it answers, where these are numbers.
local function bulk(head, items, arguments)
  local sum = 0
  for from = 1, #items, chunk do
    local words = {unpack(head)}
    for i = from, math.min(from + chunk - 1, #items) do arguments(words, items[i]) end
    local said = redis.call(unpack(words))
    if type(said) == 'number' then sum = sum + said end
  end
  return sum
end

local function bits_of(key, places)
  local found = {}
  for from = 1, #places, chunk do
    local words = {'BITFIELD', key}
    for i = from, math.min(from + chunk - 1, #places) do
      words[#words + 1] = 'GET'
      words[#words + 1] = 'u1'
      words[#words + 1] = places[i]
    end
    for i, value in ipairs(redis.call(unpack(words))) do found[from + i - 1] = value == 1 end
  end
  return found
end

-- command(key, item, item, ...): a list of values, false where there is none
local function many(command, key, items)
  local found = {}
  for from = 1, #items, chunk do
    local values = redis.call(command, key, unpack(items, from, math.min(from + chunk - 1, #items)))
    for i = 1, #values do found[from + i - 1] = values[i] end
  end
  return found
end

local function set_bits(key, places, value)
  bulk({'BITFIELD', key}, places, function(words, place)
    words[#words + 1] = 'SET'
    words[#words + 1] = 'u1'
    words[#words + 1] = place
    words[#words + 1] = value
  end)
end

local function stamps_of(places)
  local found = {}
  for from = 1, #places, chunk do
    local words = {'BITFIELD', seen}
    for i = from, math.min(from + chunk - 1, #places) do
      words[#words + 1] = 'GET'
      words[#words + 1] = 'u32'
      words[#words + 1] = '#' .. string.format('%.0f', places[i])
    end
    for i, value in ipairs(redis.call(unpack(words))) do found[from + i - 1] = value end
  end
  return found
end

local function set_seen(places)
  local stamped = stamp()
  bulk({'BITFIELD', seen}, places, function(words, place)
    words[#words + 1] = 'SET'
    words[#words + 1] = 'u32'
    words[#words + 1] = '#' .. string.format('%.0f', place)
    words[#words + 1] = stamped
  end)
end

-- ---- changes ----

local events = {}
local moved = {}       -- place -> its state at the end: w c a i e
local detail = {}      -- place -> called: when the window closes; inside: {user, entered, expires}
local owner = {}       -- user -> place and when it joined, packed; false: has none any more
local stamped = {}     -- places seen now

local codes = {w = 1, a = 2, e = 3, c = 4, i = 5}
local function move(place, to, about)
  local event = struct.pack('>BI4', codes[to], place)
  if to == 'c' then event = event .. struct.pack('>I8', about) end
  if to == 'i' then event = event .. about[1] .. struct.pack('>I8I8', about[2], about[3]) end
  events[#events + 1] = event
  moved[place] = to
  detail[place] = about
end

local function flush()
  local on = {w = {}, a = {}, e = {}, c = {}, i = {}}
  local still, not_called, not_inside = {}, {}, {}
  for place, to in pairs(moved) do
    table.insert(on[to], place)
    if to ~= 'w' then still[#still + 1] = place end
    if to ~= 'c' then not_called[#not_called + 1] = place end
    if to == 'e' then not_inside[#not_inside + 1] = place end
  end
  local function each(words, item) words[#words + 1] = item end
  set_bits(waiting, on.w, 1)
  set_bits(alive, on.w, 1)
  set_bits(alive, on.i, 1)  -- for one that is given back
  set_bits(waiting, still, 0)
  set_bits(alive, on.e, 0)
  set_bits(ended, on.e, 1)
  state.called = state.called - bulk({'ZREM', called}, not_called, each)
  state.inside = state.inside - bulk({'ZREM', inside}, not_inside, each)
  bulk({'HDEL', session}, not_inside, each)
  state.called = state.called + bulk({'ZADD', called}, on.c, function(words, place)
    words[#words + 1] = detail[place]
    words[#words + 1] = place
  end)
  state.inside = state.inside + bulk({'ZADD', inside}, on.i, function(words, place)
    words[#words + 1] = detail[place][3]
    words[#words + 1] = place
  end)
  bulk({'HSET', session}, on.i, function(words, place)
    words[#words + 1] = place
    words[#words + 1] = detail[place][1] .. struct.pack('>I8I8', detail[place][2], detail[place][3])
  end)
  local own, none = {}, {}
  for user, place in pairs(owner) do table.insert(place and own or none, user) end
  state.users = state.users - bulk({'HDEL', users}, none, each)
  state.users = state.users + bulk({'HSET', users}, own, function(words, user)
    words[#words + 1] = user
    words[#words + 1] = owner[user]
  end)
  set_seen(stamped)
  if now < state.grace_until then
    local back, waits = {}, bits_of(waiting, stamped)  -- who was polled and does not wait here has yet to come back
    for i, place in ipairs(stamped) do
      if waits[i] then back[#back + 1] = place end
    end
    set_bits(missing, back, 0)
    set_bits(missing, on.i, 0)
    set_bits(missing, on.e, 0)
  end
  if #not_called + #own + #none > 0 then changed = true end  -- the counts
  moved, detail, owner, stamped = {}, {}, {}, {}
end

-- The places that wait among `bytes` bytes of the bitmap, from the first one at or after `from`, each with when it was
-- seen; and where to go on. Nothing: nobody waits from there on.
local function waiting_from(from, bytes)
  local first = redis.call('BITPOS', waiting, 1, from, -1, 'BIT')
  if first < 0 then return nil end
  local at = math.floor(first / 8)
  local bitmap = redis.call('GETRANGE', waiting, at, at + bytes - 1)
  local stamps = redis.call('GETRANGE', seen, at * 32, (at + bytes) * 32 - 1)
  local found = {}
  for i = 1, #bitmap do
    local byte = string.byte(bitmap, i)
    for k = 0, 7 do
      if byte >= 128 then
        byte = byte - 128
        local offset = ((i - 1) * 8 + k) * 4
        local was = offset + 4 <= #stamps and struct.unpack('>I4', stamps, offset + 1) or 0
        local place = (at + i - 1) * 8 + k
        if place >= from then found[#found + 1] = {place, was} end
      end
      byte = byte * 2
    end
  end
  return found, (at + bytes) * 8
end

-- A grace: nobody is called past a place of `missing`, which waited before and has not been seen since. It ends when
-- none is left, or after grace_ms. For quiet_ms nobody is called at all: `missing` may still grow.
local function begin_grace(quiet_ms)
  state.grace_until, state.quiet_until = now + grace_ms, now + quiet_ms
  changed = true
end
local function end_grace()
  redis.call('DEL', missing)
  state.grace_until = 0
  changed = true
end

-- The first number that must not be called yet.
local function first_missing()
  if state.grace_until == 0 then return most_number + 1 end
  if now >= state.grace_until then
    end_grace()
    return most_number + 1
  end
  if now < state.quiet_until then return 0 end
  local first = redis.call('BITPOS', missing, 1)
  if first >= 0 then return first end
  end_grace()
  return most_number + 1
end

-- Calls the next who wait, by number, as far as slots and the budget allow. What was moved before must be flushed.
local function call_next()
  local until_number = first_missing()
  if until_number == 0 or state.budget < 1000 then return end
  local from, skips, free = 0, 0, nil
  while skips < most_skips do
    local found, next_from = waiting_from(from, 64)
    if not found then break end
    if not free then free = capacity - state.called - state.inside end
    for _, fan in ipairs(found) do
      if free <= 0 or state.budget < 1000 or fan[1] >= until_number then return flush() end
      if gone(fan[2]) then
        move(fan[1], 'a')
        skips = skips + 1
      else
        move(fan[1], 'c', now + claim_ms)
        state.budget = state.budget - 1000
        free = free - 1
        changed = true
      end
    end
    from = next_from
  end
  flush()
end

-- The answers of all scripts begin with a word, and the time of the line (ms). `more` stands behind what the node has to know.
local function answer(more)
  if #events > 0 then
    state.version = state.version + 1
    state.nonce = nonce
    local payload = table.concat(events)
    redis.call('XADD', changes, 'MAXLEN', '~', kept_changes, state.version .. '-0', 'n', nonce, 'e', payload)
    told[#told + 1] = payload
    changed = true
  end
  if changed then
    redis.call('HSET', meta, 'version', state.version, 'nonce', state.nonce, 'last_given', state.last_given,
      'places', state.places, 'budget', state.budget, 'filled_at', state.filled_at,
      'lease_node', state.lease_node or '', 'lease_until', state.lease_until, 'fence', state.fence,
      'ticked_at', state.ticked_at, 'grace_until', state.grace_until, 'swept', state.swept, 'shift', state.shift,
      'kept', state.kept, 'inside', state.inside, 'called', state.called, 'users', state.users,
      'nodes', state.nodes or '', 'quiet_until', state.quiet_until, 'users_at', state.users_at,
      'users_from', state.users_from)
  end
  return {'same', now, state.version, state.nonce, state.last_given, told, more,
    now < state.grace_until and 1 or 0}
end

local related = relation()
local function unrelated() return {related, now} end
