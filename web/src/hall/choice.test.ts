import { describe, expect, it } from 'vitest';
import { type Choice, type ChoiceEvent, next, nothing, type Surroundings } from './choice.ts';

const around = (taken: readonly number[] = [], own: readonly number[] = []): Surroundings => ({
  isFree: (seat) => !taken.includes(seat) && !own.includes(seat),
  isOwn: (seat) => own.includes(seat),
  offersFor: (seat) => [seat + 1, seat + 2].filter((other) => !taken.includes(other)),
});

function after(events: readonly ChoiceEvent[], surroundings = around()): Choice {
  return events.reduce<Choice>((choice, event) => next(choice, event, surroundings), nothing);
}

describe('choosing a seat', () => {
  it('shows it, until it is closed', () => {
    expect(after([{ name: 'choose', seat: 7 }])).toEqual({ at: 'seat', seat: 7 });
    expect(after([{ name: 'choose', seat: 7 }, { name: 'close' }])).toEqual(nothing);
  });

  it('needs a seat that is free or mine', () => {
    expect(after([{ name: 'choose', seat: 7 }], around([7]))).toEqual(nothing);
    expect(after([{ name: 'choose', seat: 7 }], around([], [7]))).toEqual({ at: 'seat', seat: 7 });
  });

  it('leads over holding to nothing more to choose', () => {
    expect(after([{ name: 'choose', seat: 7 }, { name: 'hold' }])).toEqual({ at: 'holding', seat: 7 });
    expect(after([{ name: 'choose', seat: 7 }, { name: 'hold' }, { name: 'held' }])).toEqual(nothing);
  });
});

describe('a hold under way', () => {
  const holding: Choice = { at: 'holding', seat: 7 };

  it('is not taken for lost when the change feed tells of it before the answer', () => {
    expect(next(holding, { name: 'changed' }, around([7]))).toEqual(holding);
  });

  it('is not left by choosing another seat or pressing twice', () => {
    expect(next(holding, { name: 'choose', seat: 8 }, around())).toEqual(holding);
    expect(next(holding, { name: 'hold' }, around())).toEqual(holding);
    expect(next(holding, { name: 'close' }, around())).toEqual(holding);
  });

  it('that was refused says why and offers others', () => {
    const refused = next(holding, { name: 'refused', loss: 'while-holding' }, around([7]));
    expect(refused).toEqual({ at: 'lost', seat: 7, loss: 'while-holding', offers: [8, 9] });
  });

  it('that was refused offers the seats of the server first', () => {
    const refused = next(holding, { name: 'refused', loss: 'while-holding', near: [30, 9] }, around([7]));
    expect(refused).toMatchObject({ at: 'lost', offers: [30, 9, 8] });
  });

  it('offers nothing when the sale is closed', () => {
    const refused = next(holding, { name: 'refused', loss: 'sale-closed' }, around());
    expect(refused).toMatchObject({ at: 'lost', offers: [] });
  });

  it('without an answer can be tried again', () => {
    const failed = next(holding, { name: 'unanswered' }, around());
    expect(failed).toEqual({ at: 'failed', seat: 7 });
    expect(next(failed, { name: 'hold' }, around())).toEqual(holding);
  });
});

describe('while the fan looks', () => {
  it('a seat that somebody else takes is lost, with others offered', () => {
    const lost = next({ at: 'seat', seat: 7 }, { name: 'changed' }, around([7]));
    expect(lost).toEqual({ at: 'lost', seat: 7, loss: 'while-looking', offers: [8, 9] });
  });

  it('a seat that became mine is not lost', () => {
    expect(next({ at: 'seat', seat: 7 }, { name: 'changed' }, around([], [7]))).toEqual({ at: 'seat', seat: 7 });
  });

  it('offers that are taken meanwhile are replaced', () => {
    const lost: Choice = { at: 'lost', seat: 7, loss: 'while-holding', offers: [8, 9] };
    expect(next(lost, { name: 'changed' }, around([7, 8]))).toEqual({ ...lost, offers: [9] });
    expect(next(lost, { name: 'changed' }, around([7]))).toBe(lost);
    expect(next(lost, { name: 'choose', seat: 9 }, around([7]))).toEqual({ at: 'seat', seat: 9 });
  });
});
