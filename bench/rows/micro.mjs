import { shown } from '../harness/goals.mjs';
import { figure } from '../harness/rounds.mjs';
import { benchmarks } from './benchmarks.mjs';

export default {
  name: 'micro',
  what: 'the hot inner parts, each alone',
  against: '–',
  reach: '–',
  how: `Google Benchmark on one core, processor time of one call: best seats, clerk, events, request parser, rank in the
line, seat lists, token. \`bench/micro\` says what each does.`,

  async run(bench) {
    const byName = new Map();
    for (const { name, nanoseconds } of await benchmarks(bench, '.')) {
      byName.set(name, [...(byName.get(name) ?? []), nanoseconds / 1000]);
    }
    const figures = [...byName].map(([name, microseconds]) => figure(`\`${name}\``, 'µs', microseconds));
    return { figures, goals: [shown('parts', '', figures.length)] };
  },
};
