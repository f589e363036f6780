/* Seats of a hall as an operator names them: a section, rows of it, seats of those. Ranges may be typed: "A-C, F". */
import type { HallMap } from '../types.ts';

export interface Wanted {
  section: string;
  /** Empty: all of them; here and below. */
  rows: string;
  seats: string;
}

export interface Selection {
  /** Of the seats, in the order of the hall: what the server knows them by. */
  numbers: number[];
  /** What no seat is named. */
  wrong: { rows: string | null; seats: string | null };
}

interface PlacedSeat {
  row: string;
  label: string;
  number: number;
}

/** The seats of a section; places of an area have their entry numbers for labels. */
export function seatsOf(map: HallMap, section: string): PlacedSeat[] {
  const numbers = map.numbers.flatMap(({ first, count }) => Array.from({ length: count }, (_, k) => first + k));
  const found: PlacedSeat[] = [];
  let listed = 0; // seats that are no places of areas
  for (const row of map.rows) {
    const { name, places } = map.sections[row.section]!;
    for (let k = 0; k < row.count; k += 1) {
      const label = places === undefined ? map.seats.label[listed++]! : String(k + 1);
      if (name === section) found.push({ row: row.name, label, number: numbers[row.first + k]! });
    }
  }
  return found;
}

export function select(map: HallMap, { section, rows, seats }: Wanted): Selection {
  const all = seatsOf(map, section);
  const inRows = named(rows, [...new Set(all.map(({ row }) => row))]);
  const those = all.filter(({ row }) => inRows.names.has(row));
  const inSeats = named(seats, [...new Set(those.map(({ label }) => label))]);
  return {
    numbers: those.filter(({ label }) => inSeats.names.has(label)).map(({ number }) => number),
    wrong: { rows: inRows.wrong, seats: inSeats.wrong },
  };
}

/** Those of `names`, which are in order, that a text means; and its first part that means none. */
function named(text: string, names: readonly string[]): { names: ReadonlySet<string>; wrong: string | null } {
  const parts = text.split(',').flatMap((part) => part.trim() || []);
  if (parts.length === 0) return { names: new Set(names), wrong: null };
  const found = new Set<string>();
  for (const part of parts) {
    const those = names.includes(part) ? [part] : rangeOf(part, names);
    if (those.length === 0) return { names: new Set(), wrong: part };
    for (const name of those) found.add(name);
  }
  return { names: found, wrong: null };
}

const aRange = /^(.+?)\s*[-–~]\s*(.+)$/;
const aNumber = /^\d+$/;

/** "3-7" are the numbers from 3 to 7; "A-C" what stands between the two in the hall. */
function rangeOf(part: string, names: readonly string[]): string[] {
  const [, from, to] = aRange.exec(part) ?? [];
  if (from === undefined || to === undefined) return [];
  if (aNumber.test(from) && aNumber.test(to)) {
    return names.filter((name) => aNumber.test(name) && Number(name) >= Number(from) && Number(name) <= Number(to));
  }
  const [first, last] = [names.indexOf(from), names.indexOf(to)];
  return first < 0 || last < 0 ? [] : names.slice(Math.min(first, last), Math.max(first, last) + 1);
}

/** Labels as few words: 1–3, 5, a. */
export function runsOf(labels: readonly string[]): string {
  const runs: string[][] = [];
  for (const label of labels) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows =
      last !== undefined && aNumber.test(last) && aNumber.test(label) && Number(label) === Number(last) + 1;
    if (run && follows) run.push(label);
    else runs.push([label]);
  }
  return runs.map((run) => (run.length < 3 ? run.join(', ') : `${run[0]}–${run.at(-1)}`)).join(', ');
}
