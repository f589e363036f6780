import { atLeast } from '../harness/goals.mjs';
import { summarise } from '../harness/rounds.mjs';
import { clients, measuresOf, playSale } from './sale_run.mjs';

const together = 'the best three together';
const single = 'one seat by its id';

// Of a step that takes several seats with each answer.
function inSeats(measures, party) {
  const times = (figure) => (figure === null ? null : figure * party);
  return { ...measures, perSecond: measures.perSecond * party, perCpuSecond: times(measures.perCpuSecond) };
}

export default {
  name: 'parties',
  what: `seats reserved a second by parties of three over HTTP, durable, ${clients} clients`,
  against: 'one seat a request, named by its id',
  reach: '≥ 8,000 seats/s',
  how: `Two sales in the stadium a round: in one every fan asks for the best three seats, in the other each takes one seat by
its id. Every answer comes after its flush and is checked, and the data is audited.`,

  async run(bench) {
    const seats = bench.size(30_000, 3_000);
    const kinds = { reservations: [], payments: [] };
    for (let round = 0; round < bench.rounds; ++round) {
      const sales = {
        [together]: await playSale(bench, { inside: seats / 3, waiting: 100, party: 3 }),
        [single]: await playSale(bench, { inside: seats, waiting: 100 }),
      };
      for (const [kind, raw] of Object.entries(kinds)) {
        const measured = {
          [together]: inSeats(measuresOf(sales[together], kind), 3),
          [single]: measuresOf(sales[single], kind),
        };
        for (const [turn, measures] of Object.entries(measured)) bench.onRound(kind, round, turn, measures);
        raw.push(measured);
      }
    }
    const comparisons = Object.entries(kinds).map(([name, raw]) =>
      summarise({ name: `seats: ${name}`, base: single, turns: [together, single], raw }),
    );
    const goals = [atLeast('seats reserved by parties', '/s', comparisons[0].contenders[together].perSecond.median, 8_000)];
    return { comparisons, figures: [], goals };
  },
};
