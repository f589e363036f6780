// HTTP as bytes: what an attack sends is what it says, and nothing that a library makes of it.
import { connect } from 'node:net'

const patienceMs = 60_000

// A socket that never throws: `received` grows, `closed` tells how it ended.
export function open(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  const wire = { socket, received: '', isClosed: false }
  const ended = (how) => {
    wire.isClosed = true
    return how
  }
  wire.connected = new Promise((tell) => {
    socket.once('connect', () => tell(true))
    socket.once('error', () => tell(false))
  })
  wire.closed = new Promise((tell) => {
    socket.once('end', () => {
      socket.end()
      tell(ended('end'))
    })
    socket.once('close', () => tell(ended('close')))
  })
  socket.on('error', () => {})
  socket.setEncoding('latin1')
  socket.on('data', (text) => (wire.received += text))
  wire.send = (text) => new Promise((tell) => socket.write(text, 'latin1', () => tell()))
  return wire
}

export const pause = (ms) => new Promise((later) => setTimeout(later, ms))

// True as soon as it holds; false when it did not within the patience of a slow machine.
export async function eventually(holds, patience = patienceMs) {
  for (const end = Date.now() + patience; Date.now() < end; await pause(10)) {
    if (await holds()) return true
  }
  return false
}

export const statuses = (received) => [...received.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))

// One request on a connection of its own. Rejects when there is no answer.
export async function ask(port, method, path, { bearer, body, lines = [], host = 'localhost' } = {}) {
  const text = body === undefined ? '' : JSON.stringify(body)
  const wire = open(port)
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', `Content-Length: ${text.length}`]
  if (bearer) head.push(`Authorization: Bearer ${bearer}`)
  if (body !== undefined) head.push('Content-Type: application/json')
  await wire.send(`${[...head, ...lines].join('\r\n')}\r\n\r\n${text}`)
  await Promise.race([wire.closed, pause(patienceMs)])
  wire.socket.destroy()
  const [status] = statuses(wire.received)
  if (status === undefined) throw new Error(`no answer to ${method} ${path}`)
  return { status, json: () => JSON.parse(wire.received.slice(wire.received.indexOf('\r\n\r\n') + 4)) }
}
