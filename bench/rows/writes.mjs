import { atLeast } from '../harness/goals.mjs';
import { clients, compareWithStore, rateOf, ratioOf } from './sale_run.mjs';

export default {
  name: 'writes',
  what: `reservations/s and payments/s over HTTP, durable, ${clients} clients`,
  against: 'the same rows by SQLite alone with the same batch sizes',
  reach: '≥ 0.5, and ≥ 15,000/s each where the disk flushes in 0.3 ms',
  how: `One sale in the stadium a round: every fan reserves a seat, charges, and pays; every answer comes after its
flush and is checked, and the data is audited. \`raw_store\` writes the same rows by SQLite alone, one thread on the
same core, in transactions of as many rows as the server's batches had on average in that round.`,

  async run(bench) {
    const inside = bench.size(30_000, 3_000);
    const kinds = { reservations: inside, payments: inside };
    const { comparisons, figures } = await compareWithStore(bench, { inside, waiting: 100 }, kinds);
    const goals = comparisons.flatMap((one) => [
      atLeast(`${one.name}, to the store alone`, '×', ratioOf(one), 0.5),
      atLeast(one.name, '/s', rateOf(one), 15_000),
    ]);
    return { comparisons, figures, goals };
  },
};
