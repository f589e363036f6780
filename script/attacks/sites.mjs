// Attacks by a page that somebody on this machine visits, on phase dev.
import { ask } from './wire.mjs'

const evil = ['rebind.evil', 'rebind.evil:8080', 'localhost.evil', '127.0.0.1.evil', '[::2]']

async function rebinding({ port }, expect) {
  for (const host of evil) {
    for (const [method, path] of [['GET', '/'], ['GET', '/operator/live'], ['POST', '/concert']]) {
      const { status } = await ask(port, method, path, { host, lines: ['Sec-Fetch-Site: same-origin'] })
      expect(status === 421, `${method} ${path} under ${host}: ${status}`)
    }
  }
}

async function crossSite(server, expect) {
  const user = (await ask(server.port, 'POST', '/user', { body: { name: 'victim' } })).json()
  const lines = ['Sec-Fetch-Site: cross-site']
  for (const [method, path] of [
    ['GET', `/user/${user.id}/token/generate`],
    ['POST', `/user-concert/payment/${user.id}/${user.id}`],
    ['POST', '/waiting-room'],
  ]) {
    const { status } = await ask(server.port, method, path, { lines })
    expect(status === 403, `${method} ${path} from another site: ${status}`)
  }
}

export const sites = [
  { name: 'names that point at this machine', run: rebinding },
  { name: 'writes that another site made a browser send', run: crossSite },
]
