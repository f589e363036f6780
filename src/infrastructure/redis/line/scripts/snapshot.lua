-- The whole line as a node needs it: bitmaps, windows and sessions, of one moment.

if not state.epoch then return {'lost', now} end
return {'snapshot', now, state.epoch, state.version, state.nonce, state.last_given,
  redis.call('GET', alive) or '', redis.call('GET', waiting) or '', redis.call('GET', ended) or '',
  redis.call('ZRANGE', called, 0, -1, 'WITHSCORES'), redis.call('HGETALL', session),
  now < state.grace_until and redis.call('GET', missing) or ''}
