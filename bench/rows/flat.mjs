import { compare } from '../harness/rounds.mjs';
import { ratioAtLeast } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { seeded, serve } from '../harness/onsale.mjs';
import { fullSeed } from './full_seed.mjs';

export default {
  name: 'flat',
  what: 'the same poll with 1,000, 100,000 and 1,000,000 fans waiting',
  against: 'itself, with 1,000 waiting',
  reach: 'flat within 20 %',
  how: `Three servers, each restored from a line of that length (\`seed_sale\`), one slot, 64 connections; the polls
come from up to 100,000 fans spread evenly over the line. The idle two share the core with the one that is measured;
they wake ten times a second. To be flat means at least 0.8 of the polls a second of the shortest line.`,

  async run(bench) {
    const full = fullSeed(bench);
    const sample = full.sample;
    const lengths = [1_000, full.waiting / 10, full.waiting];
    const contenders = {};
    for (const waiting of lengths) {
      const wish = waiting === full.waiting ? full : { users: waiting, waiting, sample: Math.min(sample, waiting) };
      const { data, polls } = await seeded(bench, wish);
      const server = await serve(bench, data, { 'max-connections': 1 });
      const request = { connections: 64, file: polls, seconds: bench.seconds };
      contenders[`${waiting.toLocaleString('en-US')} waiting`] = () => measure(bench, server, request);
    }
    const [base, ...longer] = Object.keys(contenders);
    const comparison = await compare({
      name: 'poll of a waiting fan, 64 connections',
      base,
      rounds: bench.rounds,
      contenders,
      onRound: bench.onRound,
    });
    const goals = longer.map((name) => ratioAtLeast(name, comparison.ratio[name], 0.8));
    return { comparisons: [comparison], goals };
  },
};
