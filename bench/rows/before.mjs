// Not a row of the page: what a change costs. This build against the program of before it, in turns in one run.
import { compare, summarise } from '../harness/rounds.mjs';
import { fans, pollOf, writeRequests } from '../harness/fans.mjs';
import { ratioAtLeast } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { putOnSale, serve } from '../harness/onsale.mjs';
import { measuresOf, playSale } from './sale_run.mjs';

const least = 0.97;
const kinds = ['reservations', 'payments'];

async function polls(contenders, bench) {
  const turns = {};
  for (const [name, one] of Object.entries(contenders)) {
    const data = one.scratch.path('data');
    await putOnSale(one, data, { plan: 'venues/small-club.json' });
    const server = await serve(one, data, { 'max-connections': 1 });
    await fans(server, 1, { inside: true }); // takes the slot
    const line = await fans(server, bench.size(1_000, 600), { inside: false });
    const file = writeRequests(one.scratch.path('polls.tsv'), line.map(pollOf));
    turns[name] = () => measure(one, server, { connections: 64, file, keepOwn: true, seconds: bench.seconds });
  }
  return compare({ name: 'polls', base: 'before', rounds: bench.rounds, contenders: turns, onRound: bench.onRound });
}

async function writes(contenders, bench) {
  const inside = bench.size(20_000, 3_000);
  const raw = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < bench.rounds; ++round) {
    const measured = Object.fromEntries(kinds.map((kind) => [kind, {}]));
    const turns = Object.keys(contenders);
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) {
      const played = await playSale(contenders[turn], { inside, waiting: 100 });
      for (const kind of kinds) {
        measured[kind][turn] = measuresOf(played, kind);
        bench.onRound(kind, round, turn, measured[kind][turn]);
      }
    }
    for (const kind of kinds) raw[kind].push(measured[kind]);
  }
  return kinds.map((name) => summarise({ name, base: 'before', turns: ['now', 'before'], raw: raw[name] }));
}

// `program`: the path of the other onsale.
export const before = (program) => ({
  name: 'before',
  what: 'polls, reservations and payments of this build',
  against: program,
  reach: `≥ ${least}`,

  async run(bench) {
    const contenders = { now: bench, before: bench.of(program) };
    const comparisons = [await polls(contenders, bench), ...(await writes(contenders, bench))];
    const goals = comparisons.map(({ name, ratio }) => ratioAtLeast(name, ratio.now, least));
    return { comparisons, goals };
  },
});
