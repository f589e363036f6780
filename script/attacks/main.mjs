// Runs the attacks one by one, each against a server of its own, and counts. See script/attack.
import { crowds } from './crowds.mjs'
import { requests } from './requests.mjs'
import { sites } from './sites.mjs'
import { Server } from './server.mjs'

const quick = process.argv.includes('--quick')
const program = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'build/release/onsale'

// { name, options: of the server, run: async (server, expect, quick) }. `expect(holds, what)` counts a check.
const attacks = [...requests, ...crowds, ...sites]

let checks = 0
const wrong = []
for (const { name, options, run } of attacks) {
  const began = Date.now()
  const expect = (holds, what) => {
    checks += 1
    if (!holds) wrong.push(`${name}: ${what}`)
  }
  let server
  try {
    server = await Server.start(program, options)
    await run(server, expect, quick)
    expect(await server.answers(), 'the server does not answer afterwards')
    expect((await server.stop()) === 0, 'the server did not end in good order')
    expect(server.audit(), 'onsale audit finds violations')
  } catch (fault) {
    expect(false, fault.message)
  } finally {
    server?.remove()
  }
  console.log(`${name}: ${Math.round((Date.now() - began) / 100) / 10} s`)
}
for (const line of wrong) console.error(`WRONG: ${line}`)
console.log(`${attacks.length} attacks, ${checks} checks, ${wrong.length} wrong`)
process.exit(wrong.length === 0 ? 0 : 1)
