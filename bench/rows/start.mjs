import { figure } from '../harness/rounds.mjs';
import { atMost } from '../harness/goals.mjs';
import { seeded, serve } from '../harness/onsale.mjs';
import { fullSeed } from './full_seed.mjs';

export default {
  name: 'start',
  what: 'start with 1,000,000 places and 100,000 reservations on disk, after kill -9',
  against: '–',
  reach: 'ready ≤ 5 s',
  how: `From starting the process to the first 200 of \`/readyz\`, on one core, on data that \`seed_sale\` left as
\`kill -9\` leaves it (write-ahead logs and all). Each round starts on a fresh copy, whose files the copying has
left in the page cache.`,

  async run(bench) {
    const seconds = [];
    for (let round = 0; round < bench.rounds; ++round) {
      const { data } = await seeded(bench, fullSeed(bench));
      const server = await serve(bench, data, { 'max-connections': 1 });
      seconds.push(server.secondsToReady);
      bench.say(`round ${round + 1}: ready after ${server.secondsToReady.toFixed(2)} s`);
      await server.stop();
      bench.scratch.discard(data);
    }
    const ready = figure('from start to ready', 's', seconds);
    return { figures: [ready], goals: [atMost('median', 's', ready.median, 5), atMost('worst', 's', ready.max, 5)] };
  },
};
