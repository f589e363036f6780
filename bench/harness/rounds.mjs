// A comparison: contenders take turns, round by round, so that a noisy neighbour hits all of them alike.
import { ratios, spread } from './statistics.mjs';

// contenders: { name: async (round) => ({ perSecond, perCpuSecond, ... }) }, in the order of their turns; every other
// round goes backwards, so that nobody always runs in the wake of the same rival. base: whom the others are divided by.
// Throws what a contender throws: half a comparison is none.
export async function compare({ name, base, rounds, contenders, onRound = () => {} }) {
  const turns = Object.keys(contenders);
  const raw = [];
  for (let round = 0; round < rounds; ++round) {
    const measured = {};
    for (const turn of round % 2 === 0 ? turns : [...turns].reverse()) {
      measured[turn] = await contenders[turn](round);
      onRound(name, round, turn, measured[turn]);
    }
    raw.push(measured);
  }
  return summarise({ name, base, turns, raw });
}

// Medians and spreads of each contender's measures, and its ratios to the base in those rates that both have.
export function summarise({ name, base, turns, raw }) {
  const of = (turn, measure) => raw.map((round) => round[turn][measure]);
  const contenders = {};
  const ratio = {};
  for (const turn of turns) {
    const measures = Object.keys(raw[0][turn]);
    contenders[turn] = Object.fromEntries(measures.map((measure) => [measure, spread(of(turn, measure))]));
    if (turn === base) continue;
    const shared = ['perSecond', 'perCpuSecond'].filter((rate) => rate in raw[0][turn] && rate in raw[0][base]);
    ratio[turn] = Object.fromEntries(shared.map((rate) => [rate, ratios(of(turn, rate), of(base, rate))]));
  }
  return { name, base, contenders, ratio, rounds: raw };
}

// One quantity measured some times: { name, unit, median, min, max, values }.
export const figure = (name, unit, values) => ({ name, unit, ...spread(values), values });
