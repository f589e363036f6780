import { describe, expect, it } from 'vitest';
import { columns, History, type Row } from './history.ts';

const row = (waiting: number): Row => ({ ...(Object.fromEntries(columns.map((c) => [c, null])) as Row), waiting });

describe('the history', () => {
  it('keeps the newest rows, oldest first', () => {
    const history = new History(3);
    for (let i = 1; i <= 5; i++) history.append(i, row(i * 10));
    expect(history.length).toBe(3);
    expect(history.series(['waiting'])).toEqual([
      [3, 4, 5],
      [30, 40, 50],
    ]);
  });
  it('gives only what is asked for', () => {
    const history = new History(10);
    for (let i = 1; i <= 5; i++) history.append(i, row(i));
    expect(history.series(['waiting', 'p99'], 4)).toEqual([
      [4, 5],
      [4, 5],
      [null, null],
    ]);
  });
  it('breaks the line where nobody looked', () => {
    const history = new History(10);
    history.append(1, row(1));
    history.append(30, row(2));
    expect(history.series(['waiting'])).toEqual([
      [1, 2, 30],
      [1, null, 2],
    ]);
  });
  it('leaves out a row that is not later than the last', () => {
    const history = new History(10);
    history.append(5, row(1));
    history.append(5, row(2));
    history.append(4, row(3));
    expect(history.series(['waiting'])).toEqual([[5], [1]]);
  });
  it('forgets', () => {
    const history = new History(2);
    history.append(1, row(1));
    history.clear();
    expect(history.series(['waiting'])).toEqual([[], []]);
  });
});
