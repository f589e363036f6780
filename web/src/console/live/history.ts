/* The last minutes of the live figures: a ring of rows, one a second, in memory that is allocated once. */

export const columns = [
  'waiting',
  'called',
  'inside',
  'capacity',
  'admissions',
  'reservations',
  'payments',
  'ok',
  'refused',
  'shed',
  'faults',
  'p50',
  'p95',
  'p99',
] as const;
export type Column = (typeof columns)[number];
export type Row = Record<Column, number | null>;

// What uPlot draws: seconds since 1970, and for each column the values; null leaves a gap.
export type Series = [number[], ...(number | null)[][]];

// Seconds without a row after which the line is broken rather than drawn across what nobody saw.
const longestSilence = 3.5;

export class History {
  readonly #seconds: Float64Array;
  readonly #values: Map<Column, Float64Array>;
  #length = 0;
  #next = 0;

  constructor(rows: number) {
    this.#seconds = new Float64Array(rows);
    this.#values = new Map(columns.map((column) => [column, new Float64Array(rows)]));
  }

  get length(): number {
    return this.#length;
  }

  // Rows come in the order of their time; one that is not later than the last is left out.
  append(second: number, row: Row): void {
    const last = this.#length > 0 ? this.#secondAt(this.#length - 1) : Number.NEGATIVE_INFINITY;
    if (second <= last) return;
    if (Number.isFinite(last) && second - last > longestSilence) this.#push(last + 1, null);
    this.#push(second, row);
  }

  // The rows since `from`, oldest first.
  series(wanted: readonly Column[], from = Number.NEGATIVE_INFINITY): Series {
    const seconds: number[] = [];
    const values: (number | null)[][] = wanted.map(() => []);
    for (let i = 0; i < this.#length; i++) {
      const second = this.#secondAt(i);
      if (second < from) continue;
      seconds.push(second);
      wanted.forEach((column, c) => values[c]?.push(this.#valueAt(column, i)));
    }
    return [seconds, ...values];
  }

  clear(): void {
    this.#length = 0;
    this.#next = 0;
  }

  #push(second: number, row: Row | null): void {
    this.#seconds[this.#next] = second;
    for (const [column, values] of this.#values) values[this.#next] = row?.[column] ?? Number.NaN;
    this.#next = (this.#next + 1) % this.#seconds.length;
    this.#length = Math.min(this.#length + 1, this.#seconds.length);
  }

  #slot(i: number): number {
    return (this.#next - this.#length + i + this.#seconds.length) % this.#seconds.length;
  }

  #secondAt(i: number): number {
    return this.#seconds[this.#slot(i)] ?? 0;
  }

  #valueAt(column: Column, i: number): number | null {
    const value = this.#values.get(column)?.[this.#slot(i)];
    return value === undefined || Number.isNaN(value) ? null : value;
  }
}
