import { atLeast, shown } from '../harness/goals.mjs';
import { flush } from '../harness/machine.mjs';
import { audit } from '../harness/onsale.mjs';
import { postgres, psql } from '../harness/postgres.mjs';
import { run } from '../harness/processes.mjs';
import { figure } from '../harness/rounds.mjs';
import { ratios } from '../harness/statistics.mjs';
import { compareSales, everyCore, kinds, sellOut } from './postgres_run.mjs';
import { clients } from './sale_run.mjs';

const oneByOne = 'pgbench, one by one';
const batched = 'onsale, PostgreSQL';
const embedded = 'onsale, embedded';

const connections = 16;
const scripts = { reservations: 'bench/pgbench/reserve.sql', payments: 'bench/pgbench/pay.sql' };

async function byPgbench(bench, store, { fans, dates }) {
  await run(bench.program('onsale'), ['migrate', '--store', store]);
  await psql(store, 'bench/pgbench/prepare.sql', { fans, dates, seats: fans });
  const measured = {};
  for (const kind of kinds) {
    const each = fans / connections;
    const load = ['--client', connections, '--jobs', 1, '--transactions', each, '--define', `each=${each}`];
    const how = ['--no-vacuum', '--protocol', 'prepared', '--define', 'turn=0', '--file', scripts[kind]];
    const output = await run('pgbench', [...how, ...load, store].map(String), { core: everyCore });
    measured[kind] = { perSecond: Number(/^tps = ([\d.]+)/m.exec(output)[1]) };
  }
  await audit(bench, store); // it must have done what the store does
  return measured;
}

function goalsOf({ name, ratio, rounds }) {
  const rates = (turn) => rounds.map((round) => round[turn].perSecond);
  const toEmbedded = ratios(rates(batched), rates(embedded)).median;
  return [
    atLeast(`${name}, to pgbench`, '×', ratio[batched].perSecond.median, 3),
    shown(`${name}, to the embedded store`, '×', toEmbedded),
  ];
}

export default {
  name: 'postgres',
  what: `reservations/s and payments/s over HTTP on PostgreSQL, durable, ${clients} clients`,
  against: `pgbench: the same statements, one transaction per command, ${connections} clients; and the embedded store`,
  reach: '≥ 3 of pgbench',
  how: `PostgreSQL as Debian ships it: \`fsync\` and \`synchronous_commit\` on, \`shared_buffers\` 128 MB, all else at its
default; one for all rounds, with a fresh database for each turn. pgbench runs \`bench/pgbench/reserve.sql\` and
\`pay.sql\`: what the store does for a batch of one, with the same locks, rows and changes, in as many round trips,
prepared. The server is one node with the usual number of writers; it also answers HTTP, follows its own changes, and shows
its boards before it answers, of which pgbench does nothing. Each sale is audited afterwards, pgbench's too. Once all seats
belong to one date, whose counter every reservation changes; once they lie among several. All programs share all cores.`,

  async run(bench) {
    const server = await postgres(bench);
    const flushes = [];
    const contenders = {
      [oneByOne]: async (sale) => {
        flushes.push((await flush(bench)).p50us);
        return byPgbench(bench, await server.database(), sale);
      },
      [batched]: async (sale) => sellOut(bench, sale, { store: await server.database() }),
      [embedded]: (sale) => sellOut(bench, sale),
    };
    const comparisons = await compareSales(bench, contenders, oneByOne);
    await server.stop();
    const figures = [figure('one flush of the disk, median, once a round', 'µs', flushes)];
    return { comparisons, figures, goals: comparisons.flatMap(goalsOf) };
  },
};
