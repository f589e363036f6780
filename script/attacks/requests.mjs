// Attacks by what a request says and by how it is cut.
import { eventually, open, statuses } from './wire.mjs'

const post = 'POST /user HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`

const bodies = ['', '2\r\n{}\r\n', '1\r\n{\r\n1\r\n}\r\n', '002;x=y\r\n{}\r\n', '2\n{}\r\n', '2\r\n{}\n', '3\r\n{}\r\n', 'A\r\n0\r\n\r\n0\r\n\r\n\r\n']
const ends = ['0\r\n\r\n', '00\r\n\r\n', '0;x\r\n\r\n', '0\r\nT: t\r\n\r\n', '0\r\nT: t\r\n u\r\n\r\n', '0 \r\n\r\n', '0\n\n', '0\r\r\n\r\n', '-1\r\n\r\n', 'g\r\n\r\n']
const framings = [
  'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}', 'Content-Length: 2, 2\r\n\r\n{}', 'Content-Length: +2\r\n\r\n{}',
  'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n', 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
  'Content-Length: 0x2\r\n\r\n{}', 'Content-Length: 99999999999999999999\r\n\r\n', 'X: a\r\n b\r\n\r\n', 'X: \x00\r\n\r\n',
]
const lines = [
  'GET / HTTP/1.1\n\n', 'GET / HTTP/1.1\r\r\n\r\n', 'GET /user/ x HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n',
  'GET /\r\nHost: a\r\n\r\n', 'G\x00T / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a, b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a@b/c\r\n\r\n', '\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'CONNECT a:80 HTTP/1.1\r\nHost: localhost\r\n\r\n', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n',
]

const corpus = [
  ...bodies.flatMap((body) => ends.map((end) => chunked + body + end)),
  ...framings.map((rest) => post + rest),
  ...lines,
]

// The statuses of all that the server says until it closes; the client has nothing more to send.
async function answersTo(port, pieces) {
  const wire = open(port)
  for (const piece of pieces) await wire.send(piece)
  wire.socket.end()
  await wire.closed
  wire.socket.destroy()
  return statuses(wire.received).join(' ')
}

async function emptyChunks({ port }, expect) {
  const end = '0\r\n\r\n'
  for (const method of ['GET', 'POST']) {
    const head = `${method} / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n`
    for (let first = 1; first < end.length; first += 1) {
      for (let second = first; second < end.length; second += 1) {
        const wire = open(port)
        for (const piece of [head + end.slice(0, first), end.slice(first, second), end.slice(second)]) {
          if (piece) await wire.send(piece)
          await new Promise((later) => setTimeout(later, 5)) // a read of its own, as well as one can ask for it
        }
        expect(await eventually(() => wire.received.startsWith('HTTP/1.1 ') || wire.isClosed), 'no answer to an empty body')
        expect(wire.received.startsWith('HTTP/1.1 '), `${method}, cut at ${first} and ${second}: closed without an answer`)
        wire.socket.destroy()
      }
    }
  }
}

async function byteByByte({ port }, expect) {
  for (const request of corpus) {
    const whole = await answersTo(port, [request])
    const cut = await answersTo(port, [...request])
    expect(whole === cut, `${JSON.stringify(request)}: ${whole} when whole, ${cut} byte by byte`)
  }
}

export const requests = [
  { name: 'an empty chunked body, cut everywhere', run: emptyChunks },
  { name: `${corpus.length} odd requests, whole and byte by byte`, run: byteByByte },
]
