// Attacks by how much and how slowly one peer asks, while an honest fan wants to be served.
import { ask, eventually, open, pause, statuses } from './wire.mjs'

const head = (fan, path) => `HEAD ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${fan.token}\r\n\r\n`

// What an honest fan waits for an answer while `attack` runs, in ms, in order.
async function honestWaits(port, fan, untilMs) {
  const waits = []
  for (const end = Date.now() + untilMs; Date.now() < end; await pause(20)) {
    const began = performance.now()
    const { status } = await ask(port, 'GET', '/concert/dates', { bearer: fan.token })
    if (status !== 200) throw new Error(`the honest fan is answered ${status}`)
    waits.push(performance.now() - began)
  }
  return waits.sort((a, b) => a - b)
}

const at = (waits, part) => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] * 10) / 10

async function pipelinedHeads(server, expect, quick) {
  const honest = await server.fan('honest')
  const greedy = await server.fan('greedy')
  const path = `/concert/${greedy.date}/seats`
  const seats = (await ask(server.port, 'GET', `${path}?status=available`, { bearer: greedy.token })).json()
  for (const seat of seats.slice(0, 100)) {
    await ask(server.port, 'POST', `/concert/${seat.id}/reservation`, { bearer: greedy.token })
  }
  let running = true
  let answered = 0
  const pump = async () => {
    const wire = open(server.port)
    while (running && !wire.isClosed) {
      await wire.send(head(greedy, path).repeat(20))
      answered += 20
      await eventually(() => !running || wire.isClosed || statuses(wire.received).length >= 20)
      wire.received = ''
    }
    wire.socket.destroy()
  }
  const pumps = [pump(), pump()]
  const waits = await honestWaits(server.port, honest, quick ? 2_000 : 10_000)
  running = false
  await Promise.all(pumps)
  expect(waits.length > 0, 'the honest fan got no answer')
  console.log(`  honest GET /concert/dates: p50 ${at(waits, 0.5)} ms, p99 ${at(waits, 0.99)} ms next to ${answered} HEAD`)
}

async function idleSockets(server, expect) {
  const idle = Array.from({ length: 300 }, () => open(server.port))
  await Promise.all(idle.map((wire) => wire.connected))
  const served = () => ask(server.port, 'GET', '/livez').then(({ status }) => status === 200, () => false)
  expect(await eventually(served), 'idle sockets turn everybody away')
  expect(await eventually(() => idle.filter((wire) => !wire.isClosed).length < 256), 'silent sockets stay for ever')
  for (const wire of idle) wire.socket.destroy()
}

async function streams(server, expect) {
  const greedy = await server.fan('greedy')
  const honest = await server.fan('honest')
  const stream = (fan) => {
    const wire = open(server.port)
    const path = `/concert/${fan.date}/seats/stream`
    wire.send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${fan.token}\r\n\r\n`)
    return wire
  }
  const many = Array.from({ length: 60 }, () => stream(greedy))
  expect(await eventually(() => many.every((wire) => wire.received !== '' || wire.isClosed)), 'streams without an answer')
  const open200 = () => many.filter((wire) => !wire.isClosed && statuses(wire.received)[0] === 200).length
  expect(await eventually(() => open200() <= 8), `one fan keeps ${open200()} streams`)
  const one = stream(honest)
  expect(await eventually(() => statuses(one.received)[0] === 200), 'the honest fan gets no stream')
  for (const wire of [...many, one]) wire.socket.destroy()
}

async function slowClients(server, expect, quick) {
  const fan = await server.fan('honest')
  const slow = Array.from({ length: 120 }, (_, i) => {
    const wire = open(server.port)
    wire.send(i % 2 === 0 ? 'GET / HTTP/1.1\r\nHost: localhost\r\nX: ' : 'POST /user HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n')
    return wire
  })
  const drip = setInterval(() => slow.forEach((wire) => !wire.isClosed && wire.send('x')), 200)
  const waits = await honestWaits(server.port, fan, quick ? 1_000 : 5_000)
  expect(waits.length > 0, 'the honest fan got no answer')
  if (!quick) {
    const told = () => slow.every((wire) => wire.isClosed || statuses(wire.received)[0] === 408)
    expect(await eventually(told), 'a client that drips is never cut off')
  }
  clearInterval(drip)
  for (const wire of slow) wire.socket.destroy()
}

export const crowds = [
  { name: 'pipelined HEAD requests of a fan with holds', run: pipelinedHeads, options: ['--io-threads', '1'] },
  { name: 'more idle sockets than connections', run: idleSockets, options: ['--http-connections', '256'] },
  { name: 'sixty streams of one fan', run: streams },
  { name: 'clients that drip', run: slowClients },
]
