import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { compare } from '../harness/rounds.mjs';
import { ask, askAll, bearer, fans } from '../harness/fans.mjs';
import { ratioAtLeast } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { nginx } from '../harness/nginx.mjs';
import { putOnSale, serve } from '../harness/onsale.mjs';

const gzip = { 'Accept-Encoding': 'gzip' };
const asLines = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

// A hall of 500 seats: five sections of ten rows of ten.
function hallOf500() {
  const range = (count, make) => Array.from({ length: count }, (_, i) => make(i + 1));
  const rows = () => range(10, (row) => ({ name: row, seats: [{ from: 1, to: 10 }] }));
  return {
    format: 'onsale-venue-plan/1',
    name: 'Hall of 500',
    sections: range(5, (section) => ({ name: section, rows: rows() })),
  };
}

// Both servers with the same list under the same path: ours with a session inside, nginx with the very bytes as files.
async function servers(bench, plan) {
  const data = bench.scratch.path('data');
  await putOnSale(bench, data, { plan });
  const ours = await serve(bench, data);
  const [fan] = await fans(ours, 1, { inside: true });
  const headers = bearer(fan.token);
  const [[date]] = await askAll(ours, [{ path: '/concert/dates', headers }]);
  const path = `/concert/${date.id}/seats`;
  const plain = await ask(ours, path, { headers });
  const packed = await ask(ours, path, { headers: { ...headers, ...gzip } });
  if (packed.headers['content-encoding'] !== 'gzip') throw new Error('our list does not come as gzip');

  const root = bench.scratch.folder('www');
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, plain.body);
  writeFileSync(`${file}.gz`, packed.body);
  const peer = await nginx(bench, `root ${root}; gzip_static on;`);
  await mustEqual(peer, path, headers, plain.body);
  await mustEqual(peer, path, { ...headers, ...gzip }, packed.body);
  return { ours, peer, path, headers, seats: date.availableSeats, sizes: [plain.body.length, packed.body.length] };
}

async function mustEqual(peer, path, headers, body) {
  const theirs = await ask(peer, path, { headers });
  if (theirs.status !== 200 || !theirs.body.equals(body)) throw new Error('nginx serves other bytes than ours');
}

async function etagOf(server, path, headers) {
  const { headers: answered } = await ask(server, path, { headers });
  return { 'If-None-Match': answered.etag };
}

// The three forms of asking for one list, as requests to each of both.
async function forms({ ours, peer, path, headers, sizes }) {
  const both = (extra) => ({ ours: { ...headers, ...extra }, peer: { ...headers, ...extra } });
  return [
    { form: 'full', expect: '2xx', bytes: sizes[0], ...both({}) },
    { form: 'gzip', expect: '2xx', bytes: sizes[1], ...both(gzip) },
    {
      form: '304',
      expect: '3xx',
      bytes: 0,
      ours: { ...headers, ...(await etagOf(ours, path, headers)) },
      peer: { ...headers, ...(await etagOf(peer, path, headers)) },
    },
  ];
}

// Fewer connections for large bodies: what lies in socket buffers should not crowd the caches out.
const connectionsFor = (bytes) => (bytes > 1_000_000 ? 8 : bytes > 100_000 ? 16 : 64);

async function comparisonsOf(bench, plan) {
  const both = await servers(bench, plan);
  const comparisons = [];
  for (const { form, expect, bytes, ours, peer } of await forms(both)) {
    const request = { connections: connectionsFor(bytes), target: both.path, seconds: bench.seconds, expect };
    comparisons.push({
      ...(await compare({
        name: `${both.seats.toLocaleString('en-US')} seats, ${form}`,
        base: 'nginx',
        rounds: bench.rounds,
        contenders: {
          onsale: () => measure(bench, both.ours, { ...request, headers: asLines(ours) }),
          nginx: () => measure(bench, both.peer, { ...request, headers: asLines(peer) }),
        },
        onRound: bench.onRound,
      })),
      connections: request.connections,
      bytes,
    });
  }
  await both.ours.stop();
  await both.peer.stop();
  return comparisons;
}

export default {
  name: 'seats',
  what: '`GET seats`, 500 and 39,616 seats, full / gzip / 304',
  against: 'nginx serving the same bytes as a static file, `gzip_static`',
  reach: '≥ 1.0',
  how: `Our server checks the token and looks up the session of the fan who asks, and whether any seat of the list is
theirs. nginx serves the same bytes, body by body compared before, from a file (\`sendfile\`, \`open_file_cache\`,
\`gzip_static\`), and answers 304 to its own ETag. 64 connections, 16 for bodies of more than 100 kB, 8 for more
than 1 MB.`,

  async run(bench) {
    const plan = bench.scratch.path('hall.json');
    writeFileSync(plan, JSON.stringify(hallOf500()));
    const small = await comparisonsOf(bench, plan);
    const large = await comparisonsOf(bench, 'venues/metalist-stadium.json');
    const comparisons = [...small, ...large];
    const goals = comparisons.map(({ name, ratio }) => ratioAtLeast(name, ratio.onsale, 1));
    return { comparisons, goals };
  },
};
