// A server of its own for each attack: a club on sale, phase dev, a free port of loopback, a folder that is removed.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ask } from './wire.mjs'

const bounds = 'ulimit -n 2048 -v 4194304' // files; KiB of addresses
// Its settings are those of the attack alone.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ONSALE_')))
const patienceMs = 60_000 // a slow machine is no fault of the server

export class Server {
  static async start(program, options = []) {
    const server = new Server()
    server.program = resolve(program)
    server.folder = mkdtempSync(join(tmpdir(), 'onsale-attack-'))
    server.data = join(server.folder, 'data')
    const concert = ['--concert', 'Attacked', '--date', '2036-12-24T19:00:00+09:00']
    server.run(['import', 'venues/small-club.json', '--data', server.data, ...concert])
    await server.serve(options)
    return server
  }

  run(words) {
    const done = spawnSync(this.program, words, { encoding: 'utf8', env })
    if (done.error) throw done.error
    if (done.status !== 0) throw new Error(`${words[0]}: ${done.stdout}${done.stderr}`)
    return done.stdout
  }

  async serve(options) {
    const words = ['serve', '--listen', '127.0.0.1:0', '--data', this.data, '--log-level', 'error', ...options]
    this.child = spawn('bash', ['-c', `${bounds}; exec "$@"`, 'bash', this.program, ...words], { env })
    this.said = ''
    this.ended = new Promise((tell) => this.child.on('close', (code, signal) => tell(signal ?? code)))
    const ready = new Promise((tell) => {
      this.child.stderr.on('data', (text) => {
        this.said = (this.said + text).slice(-16_384)
        const match = /onsale serves http:\/\/127\.0\.0\.1:(\d+) /.exec(this.said)
        if (match) tell(Number(match[1]))
      })
    })
    const port = await Promise.race([ready, this.ended.then(() => null)])
    if (port === null) throw new Error(`the server did not start: ${this.said}`)
    this.port = port
  }

  alive() {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  async answers() {
    if (!this.alive()) return false
    const { status } = await ask(this.port, 'GET', '/readyz').catch(() => ({ status: 0 }))
    return status === 200
  }

  // A fan inside: { id, token, date }.
  async fan(name = 'attacker') {
    const user = (await ask(this.port, 'POST', '/user', { body: { name } })).json()
    for (const end = Date.now() + patienceMs; Date.now() < end; ) {
      const place = (await ask(this.port, 'GET', `/user/${user.id}/token/generate`)).json()
      if (place.waitingNumber === 0) {
        const [date] = (await ask(this.port, 'GET', '/concert/dates', { bearer: place.token })).json()
        return { id: user.id, token: place.token, date: date.id }
      }
      await new Promise((later) => setTimeout(later, 50))
    }
    throw new Error('nobody is let in')
  }

  stop() {
    if (this.alive()) this.child.kill('SIGTERM')
    const late = setTimeout(() => this.child.kill('SIGKILL'), patienceMs)
    return this.ended.finally(() => clearTimeout(late))
  }

  audit() {
    return spawnSync(this.program, ['audit', '--data', this.data]).status === 0
  }

  remove() {
    if (this.child && this.alive()) this.child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}
