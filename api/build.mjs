// Makes what the server embeds from the contract: openapi.json, and Swagger UI as docs.html with its own docs.js, so
// that the page needs neither an inline script nor a request to anybody else; and brings the looks of the waiting room
// that needs no script. Each file has a gzipped twin next to it.
//
//   node build.mjs FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parseDocument } from 'yaml'

const here = dirname(fileURLToPath(import.meta.url))
const out = process.argv[2]
if (!out) throw new Error('usage: node build.mjs FOLDER')
mkdirSync(out, { recursive: true })

function put(name, content) {
  writeFileSync(join(out, name), content)
  writeFileSync(join(out, `${name}.gz`), gzipSync(content, { level: 9 }))
}

const contract = parseDocument(readFileSync(join(here, 'openapi.yaml'), 'utf8'))
if (contract.errors.length > 0) throw contract.errors[0]
put('openapi.json', JSON.stringify(contract.toJS()))

for (const name of ['docs.html', 'docs.js', 'waiting-room.css']) put(name, readFileSync(join(here, name)))

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
put('swagger-ui.css', readFileSync(join(swagger, 'swagger-ui.css')))
put('swagger-ui-bundle.js', readFileSync(join(swagger, 'swagger-ui-bundle.js')))
put('swagger-ui-bundle.js.LICENSE.txt', readFileSync(join(swagger, 'swagger-ui-bundle.js.LICENSE.txt')))
put('favicon.png', readFileSync(join(swagger, 'favicon-32x32.png')))
