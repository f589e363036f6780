import { writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { ask, bearer, fans } from '../harness/fans.mjs';
import { figure } from '../harness/rounds.mjs';
import { atMost, shown } from '../harness/goals.mjs';
import { putOnSale, serve } from '../harness/onsale.mjs';
import { residentBytes } from '../harness/processes.mjs';

const places = 20_000;

// A hall of that many places of one area and a row of ten seats, on sale; what its import took, and a server that serves it.
async function hallWith(bench, count) {
  const plan = bench.scratch.path('plan.json');
  const data = bench.scratch.path('data');
  const sections = [
    { name: 'Balcony', rows: [{ name: 'A', seats: [{ from: 1, to: 10 }] }] },
    { name: 'Standing', places: count },
  ];
  writeFileSync(plan, JSON.stringify({ format: 'onsale-venue-plan/1', name: 'Area', sections }));
  const began = performance.now();
  await putOnSale(bench, data, { plan });
  const seconds = (performance.now() - began) / 1000;
  return { data, seconds, server: await serve(bench, data) };
}

// Bytes on the wire, as they are and with gzip.
async function sizesOf(server, path, headers) {
  const { body } = await ask(server, path, { headers: { ...headers, 'Accept-Encoding': 'gzip' } });
  return { plain: gunzipSync(body).length, gzip: body.length };
}

async function measured(bench, count) {
  const { data, seconds, server } = await hallWith(bench, count);
  const [fan] = await fans(server, 1, { inside: true });
  const dates = JSON.parse((await ask(server, '/concert/dates', { headers: bearer(fan.token) })).body);
  const of = `/concert/${dates[0].id}`;
  const map = await sizesOf(server, `${of}/map`, {});
  const resident = residentBytes(server.pid);
  const list = await sizesOf(server, `${of}/seats`, bearer(fan.token));
  await server.stop();
  bench.scratch.discard(data);
  return { seconds, map, list, resident };
}

export default {
  name: 'area',
  what: 'an area of 20,000 places without numbered seats',
  against: 'a hall of the same ten seats and one place',
  reach: 'a map of ≤ 1 kB more',
  how: `\`onsale import\` of a plan with ten seats and an area of that many places, then a server on it: \`VmRSS\` with the map
made, less that of the same hall with one place, divided by the places; and the bytes of the map and of the list of seats.`,

  async run(bench) {
    const rounds = [];
    for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
      const [large, small] = [await measured(bench, places), await measured(bench, 1)];
      rounds.push({ ...large, map: { ...large.map, more: large.map.plain - small.map.plain }, each: (large.resident - small.resident) / places });
      bench.say(`round ${round + 1}: ${rounds.at(-1).each.toFixed(0)} bytes a place, imported in ${large.seconds.toFixed(2)} s`);
    }
    const of = (name, unit, take) => figure(name, unit, rounds.map(take));
    const each = of('resident bytes for each place', 'bytes', (one) => one.each);
    const imported = of('import', 's', ({ seconds }) => seconds);
    const map = of('map, more than with one place', 'bytes', (one) => one.map.more);
    const list = of('list of seats', 'bytes', (one) => one.list.plain);
    const packed = of('list of seats, gzip', 'bytes', (one) => one.list.gzip);
    return {
      figures: [each, imported, map, list, packed],
      goals: [
        atMost('map', 'bytes', map.median, 1_000),
        shown('a place', 'bytes', each.median),
        shown('import', 's', imported.median),
        shown('list with gzip', 'bytes', packed.median),
      ],
    };
  },
};
