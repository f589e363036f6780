import { figure } from '../harness/rounds.mjs';
import { atMost } from '../harness/goals.mjs';
import { seeded, serve } from '../harness/onsale.mjs';
import { residentBytes } from '../harness/processes.mjs';
import { fullSeed } from './full_seed.mjs';

async function residentWith(bench, wish) {
  const { data } = await seeded(bench, wish);
  const server = await serve(bench, data, { 'max-connections': 1 });
  const bytes = residentBytes(server.pid);
  await server.stop();
  bench.scratch.discard(data);
  return bytes;
}

export default {
  name: 'memory',
  what: 'memory per waiting fan at 1,000,000',
  against: '–',
  reach: '≤ 100 bytes resident',
  how: `\`VmRSS\` of the server just started on a line of that length, less that of one started on the same users and
reservations with nobody waiting, divided by the fans who wait. What restoring the line left behind in the heap
counts too.`,

  async run(bench) {
    const full = fullSeed(bench);
    const each = [];
    for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
      const withLine = await residentWith(bench, full);
      const without = await residentWith(bench, { ...full, waiting: 0, sample: 0 });
      each.push((withLine - without) / full.waiting);
      bench.say(`round ${round + 1}: ${each.at(-1).toFixed(1)} bytes a fan`);
    }
    const bytes = figure('resident bytes for each waiting fan', 'bytes', each);
    const name = `${full.waiting.toLocaleString('en-US')} waiting`;
    return { figures: [bytes], goals: [atMost(name, 'bytes', bytes.median, 100)] };
  },
};
