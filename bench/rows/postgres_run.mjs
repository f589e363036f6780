// What the rows of the store in PostgreSQL share: a hall, a sale in it, and whose cores are whose.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

import { summarise } from '../harness/rounds.mjs';
import { measuresOf, playSale } from './sale_run.mjs';

export const kinds = ['reservations', 'payments'];

// Among how many dates the seats lie: all at one, whose counter each reservation changes, or at several.
export const spreads = [1, 8];

export const fansOf = (bench) => bench.size(16_000, 8_000); // a seat each; a whole section of them for each date

// Nobody has a core: PostgreSQL, its clients and their load share all.
export const everyCore = cpus()
  .map((_, core) => core)
  .join(',');

const seatsOfARow = 20;
const rowsOfASection = 50;

// The plan of a hall with this many seats, a whole number of sections.
export function hallWith(bench, seats) {
  const range = (count, make) => Array.from({ length: count }, (_, i) => make(i + 1));
  const rows = range(rowsOfASection, (row) => ({ name: String(row), seats: [{ from: 1, to: seatsOfARow }] }));
  const sections = range(seats / rowsOfASection / seatsOfARow, (section) => ({ name: String(section), rows }));
  const file = bench.scratch.path('hall.json');
  writeFileSync(file, JSON.stringify({ format: 'onsale-venue-plan/1', name: 'Hall', sections }));
  return file;
}

// All seats are reserved and paid over HTTP, one each. settings: of serve(). Returns { kind: measures }.
export async function sellOut(bench, { plan, fans, dates }, settings = {}) {
  const crowd = { inside: fans, waiting: 100, hall: { plan, dates } };
  const played = await playSale(bench, crowd, { core: everyCore, ...settings });
  const measures = kinds.map((kind) => {
    const { perSecond, p50us, p99us, batch } = measuresOf(played, kind);
    return [kind, { perSecond, p50us, p99us, batch }];
  });
  return Object.fromEntries(measures);
}

// contenders: { name: async (sale) => { kind: measures } } play the same sale in turn, round by round; first with all
// seats at one date, then among several. Returns the comparisons: of each kind at each spread.
export async function compareSales(bench, contenders, base) {
  const turns = Object.keys(contenders);
  const comparisons = [];
  for (const dates of spreads) {
    const sale = { plan: hallWith(bench, fansOf(bench) / dates), fans: fansOf(bench), dates };
    const where = dates === 1 ? 'one date' : `${dates} dates`;
    const played = [];
    for (let round = 0; round < bench.rounds; ++round) {
      const measured = {};
      for (const turn of round % 2 === 0 ? turns : [...turns].reverse()) {
        measured[turn] = await contenders[turn](sale);
        for (const kind of kinds) bench.onRound(`${kind}, ${where}`, round, turn, measured[turn][kind]);
      }
      played.push(measured);
    }
    for (const kind of kinds) {
      const raw = played.map((one) => Object.fromEntries(turns.map((turn) => [turn, one[turn][kind]])));
      comparisons.push(summarise({ name: `${kind}, ${where}`, base, turns, raw }));
    }
  }
  return comparisons;
}
