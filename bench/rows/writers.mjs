import { shown } from '../harness/goals.mjs';
import { postgres } from '../harness/postgres.mjs';
import { compareSales, sellOut } from './postgres_run.mjs';
import { clients } from './sale_run.mjs';

const nameOf = (writers) => (writers === 1 ? '1 writer' : `${writers} writers`);

export default {
  name: 'writers',
  what: `the same on PostgreSQL with 1, 2 and 4 writers, ${clients} clients`,
  against: 'itself, with 1 writer',
  reach: '–',
  how: `The sale of the row \`postgres\`, on one node with this many connections that write (setting \`writers\`). More of them
work at the same time, on smaller batches; where seats of one date are reserved they wait for each other from the
change of its counter to the end of the commit.`,

  async run(bench) {
    const server = await postgres(bench);
    const contenders = {};
    for (const writers of [1, 2, 4]) {
      contenders[nameOf(writers)] = async (sale) => sellOut(bench, sale, { store: await server.database(), writers });
    }
    const comparisons = await compareSales(bench, contenders, nameOf(1));
    await server.stop();
    const goals = comparisons.flatMap(({ name, ratio }) =>
      Object.entries(ratio).map(([turn, { perSecond }]) => shown(`${name}, ${turn}`, '×', perSecond.median)),
    );
    return { comparisons, goals };
  },
};
