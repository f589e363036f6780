import { atLeast } from '../harness/goals.mjs';
import { clients, compareWithStore, ratioOf } from './sale_run.mjs';

export default {
  name: 'joins',
  what: 'joins/s, durable',
  against: 'the raw limit of the store: the same rows in batched transactions, without HTTP',
  reach: '≥ 0.5',
  how: `${clients} clients join the line over HTTP, each answer after its flush. \`raw_store joins\` writes the same
rows by SQLite alone, one thread on the same core, in transactions of as many rows as the server's batches had on
average in that round.`,

  async run(bench) {
    const waiting = bench.size(60_000, 5_000);
    const { comparisons, figures } = await compareWithStore(bench, { inside: 100, waiting }, { joins: waiting });
    return { comparisons, figures, goals: [atLeast('joins', '×', ratioOf(comparisons[0]), 0.5)] };
  },
};
