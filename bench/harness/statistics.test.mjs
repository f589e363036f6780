import assert from 'node:assert/strict';
import test from 'node:test';

import { compare } from './rounds.mjs';
import { median, quantile, ratios, spread } from './statistics.mjs';

test('the median of an even count lies between its middle two', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('numbers are sorted as numbers, and the caller keeps his order', () => {
  const numbers = [10, 9, 100];
  assert.equal(median(numbers), 10);
  assert.deepEqual(numbers, [10, 9, 100]);
});

test('a quantile is interpolated between its neighbours', () => {
  assert.equal(quantile([0, 10], 0.25), 2.5);
  assert.equal(quantile([7], 0.99), 7);
});

test('a quantile of nothing is refused', () => {
  assert.throws(() => quantile([], 0.5), RangeError);
});

test('a measurement that is not a number is refused', () => {
  assert.throws(() => spread([1, undefined]), RangeError);
  assert.throws(() => spread([1 / 0]), RangeError);
});

test('the ratio is the median of the ratios of the rounds, not the ratio of the medians', () => {
  assert.deepEqual(ratios([10, 40, 90], [10, 20, 100]), { median: 1, min: 0.9, max: 2 });
});

test('rounds that do not pair are refused', () => {
  assert.throws(() => ratios([1, 2], [1]), RangeError);
});

test('contenders take turns, and every other round goes backwards', async () => {
  const turns = [];
  const contender = (name) => async (round) => turns.push(`${name}${round}`) && { perSecond: 1 };
  const contenders = { ours: contender('a'), peer: contender('b') };
  await compare({ name: '', base: 'peer', rounds: 3, contenders });
  assert.deepEqual(turns, ['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
});

test('a comparison divides by its base, in the rates that both measured', async () => {
  const contenders = {
    ours: async () => ({ perSecond: 30, perCpuSecond: 60, p99us: 5 }),
    peer: async () => ({ perSecond: 20 }),
  };
  const { ratio, rounds } = await compare({ name: '', base: 'peer', rounds: 2, contenders });
  assert.deepEqual(ratio, { ours: { perSecond: { median: 1.5, min: 1.5, max: 1.5 } } });
  assert.equal(rounds.length, 2);
});

test('a comparison fails with its contender', async () => {
  const contenders = { ours: async () => ({ perSecond: 1 }), peer: async () => Promise.reject(new Error('refused')) };
  await assert.rejects(compare({ name: '', base: 'peer', rounds: 1, contenders }), /refused/);
});
