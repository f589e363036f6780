import { ratioShown } from '../harness/goals.mjs';
import { summarise } from '../harness/rounds.mjs';
import { benchmarks } from './benchmarks.mjs';

const turns = { token_check_ours: 'ours', token_check_libjwt: 'libjwt' };

export default {
  name: 'token',
  what: 'check of a signed token',
  against: 'libjwt',
  reach: '–',
  how: `Google Benchmark, both in one process on one core, repetitions interleaved at random. Both read the same pass and
the same claims.`,

  async run(bench) {
    const raw = Array.from({ length: bench.rounds }, () => ({}));
    for (const { name, round, nanoseconds } of await benchmarks(bench, `^(${Object.keys(turns).join('|')})$`)) {
      raw[round][turns[name]] = { perSecond: 1e9 / nanoseconds, nanoseconds };
    }
    const comparison = summarise({ name: 'check of a token', base: 'libjwt', turns: Object.values(turns), raw });
    comparison.unit = 'checks';
    return { comparisons: [comparison], goals: [ratioShown('checks/s', comparison.ratio.ours)] };
  },
};
