import { expect, it } from 'vitest';
import type { Steering } from '../types.ts';
import { marksBetween } from './marks.ts';

const calm: Steering = {
  line: 'main',
  paused: false,
  capacity: null,
  admitPerSecond: null,
  opensAt: null,
  message: null,
  inForce: { capacity: 1000, admitPerSecond: 200 },
  changedAt: null,
};

it('marks what is different, and nothing else', () => {
  expect(marksBetween(calm, { ...calm, capacity: 1000, changedAt: '2026-12-24T11:00:00.000Z' }, 7)).toEqual([]);
  expect(marksBetween(calm, { ...calm, paused: true, inForce: { capacity: 500, admitPerSecond: 200 } }, 7)).toEqual([
    { second: 7, action: 'pause' },
    { second: 7, action: 'capacity', value: 500 },
  ]);
  expect(marksBetween({ ...calm, paused: true }, calm, 7)).toEqual([{ second: 7, action: 'resume' }]);
});

it('marks a message that was sent, not one that was cleared', () => {
  const told = { ...calm, message: { text: 'soon', at: '2026-12-24T11:00:00.000Z' } };
  expect(marksBetween(calm, told, 7)).toEqual([{ second: 7, action: 'message' }]);
  expect(marksBetween(told, calm, 7)).toEqual([]);
});
