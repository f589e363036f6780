import { shown } from '../harness/goals.mjs';
import { postgres } from '../harness/postgres.mjs';
import { compareSales, sellOut } from './postgres_run.mjs';
import { clients } from './sale_run.mjs';

const nameOf = (clerks) => (clerks === 1 ? '1 clerk' : `${clerks} clerks`);

export default {
  name: 'clerks',
  what: `the same on PostgreSQL with 1, 2 and 4 clerks, ${clients} clients`,
  against: 'itself, with 1 clerk',
  reach: '–',
  how: `The sale of the row \`postgres\`, on one node with this many connections that write (setting \`clerks\`). More of them
work at the same time, on smaller batches; where seats of one date are reserved they wait for each other from the
change of its counter to the end of the commit.`,

  async run(bench) {
    const server = await postgres(bench);
    const contenders = {};
    for (const clerks of [1, 2, 4]) {
      contenders[nameOf(clerks)] = async (sale) => sellOut(bench, sale, { store: await server.database(), clerks });
    }
    const comparisons = await compareSales(bench, contenders, nameOf(1));
    await server.stop();
    const goals = comparisons.flatMap(({ name, ratio }) =>
      Object.entries(ratio).map(([turn, { perSecond }]) => shown(`${name}, ${turn}`, '×', perSecond.median)),
    );
    return { comparisons, goals };
  },
};
