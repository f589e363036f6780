import assert from 'node:assert/strict';
import test from 'node:test';

import { atLeast, atMost, ratioAtLeast, shown } from './goals.mjs';
import { page, unexplained } from './page.mjs';
import { summarise } from './rounds.mjs';
import { table } from './table.mjs';
import { amount, reachedText, withSpread } from './wording.mjs';

const machine = {
  commit: '0123456789',
  date: '2026-01-02',
  cpu: 'Some CPU',
  cores: 2,
  memoryGiB: 8,
  system: 'Debian',
  kernel: '6.1.0',
  flushP50Us: 300,
  flushP99Us: 900,
};
const rows = ['poll', 'seats'].map((name) => ({
  name,
  what: `a ${name}`,
  against: 'nginx | others',
  reach: '≥ 1',
  how: 'How.',
}));
const comparison = summarise({
  name: '64 connections',
  base: 'nginx',
  turns: ['onsale', 'nginx'],
  raw: [
    {
      onsale: { perSecond: 90_000, perCpuSecond: 100_000, loadShare: 0.8 },
      nginx: { perSecond: 60_000, perCpuSecond: 80_000, loadShare: 0.7 },
    },
  ],
});
const result = (goals) => ({ rounds: 5, seconds: 2, machine, comparisons: [comparison], figures: [], goals });
const lineOf = (text, start) => text.split('\n').find((line) => line.startsWith(start));

test('the page says at its top that it is made, and of what', () => {
  assert.match(page({ rows, results: {}, notes: {} }).split('\n')[0], /^<!-- Made by .*bench\/results/);
});

test('a row has its measurements and its verdict in the table', () => {
  const results = { poll: result([atLeast('64', '×', 1.5, 1.15), atLeast('512', '×', 1.1, 1.15)]) };
  const line = lineOf(page({ rows, results, notes: {} }), '| [a poll]');
  assert.equal(line, '| [a poll](#poll) | nginx \\| others | ≥ 1 | 1.50 (64); 1.10 (512) | **1 of 2** |');
});

test('a verdict goes by answers a second, and shows answers per CPU-second next to them', () => {
  const goal = ratioAtLeast('64', { perSecond: { median: 1.2 }, perCpuSecond: { median: 0.9 } }, 1);
  const line = lineOf(page({ rows, results: { poll: result([goal]) }, notes: {} }), '| [a poll]');
  assert.match(line, /\| 1\.20 \/ 0\.90 \(64\) \| yes \|$/);
});

test('a row without a result is there, and says so', () => {
  const text = page({ rows, results: {}, notes: {} });
  assert.match(lineOf(text, '| [a seats]'), /not measured yet \| – \|$/);
});

test('a contender stands with its spread, and with its ratio to the base', () => {
  const text = page({ rows, results: { poll: result([]) }, notes: {} });
  assert.match(lineOf(text, '| onsale'), /^\| onsale \| 90,000 \| 1.50 \| 100,000 \| 1.25 \| 80 % \|$/);
});

test('a note is included where its row is told', () => {
  const text = page({
    rows,
    results: { poll: result([atMost('x', '', 2, 1)]) },
    notes: { poll: 'The disk is slow.\n' },
  });
  assert.ok(text.indexOf('The disk is slow.') > text.indexOf('## poll'));
  assert.ok(text.indexOf('The disk is slow.') < text.indexOf('## seats'));
  assert.doesNotMatch(text, /the reason is not written/);
});

test('a row below its reach without a note is a reminder', () => {
  const results = { poll: result([atLeast('64', '×', 1, 1.15)]), seats: result([atLeast('500', '×', 1, 1)]) };
  assert.deepEqual(
    unexplained(rows, results, {}).map(({ name }) => name),
    ['poll'],
  );
  assert.deepEqual(unexplained(rows, results, { poll: 'why' }), []);
  assert.match(page({ rows, results, notes: {} }), /the reason is not written yet\*\* \(`bench\/notes\/poll.md`\)/);
});

test('a machine that measured all rows is named once', () => {
  const text = page({ rows, results: { poll: result([]), seats: result([]) }, notes: {} });
  assert.equal(text.split('Some CPU').length, 2);
});

test('what has nothing to reach is neither reached nor missed', () => {
  assert.equal(reachedText([shown('x', '', 3)]), '–');
  assert.equal(reachedText([shown('x', '', 3), atMost('y', '', 1, 1)]), 'yes');
  assert.equal(reachedText([atMost('y', '', 1.01, 1)]), '**no**');
});

test('a goal cannot be judged by what is no number', () => {
  assert.throws(() => atLeast('x', '', NaN, 1), RangeError);
});

test('numbers have as many digits as they are good for', () => {
  assert.equal(amount(81_234.5), '81,235');
  assert.equal(amount(12.34, 'ms'), '12.3 ms');
  assert.equal(amount(1.204, '×'), '1.20');
  assert.equal(amount(0.97, '%'), '97 %');
  assert.equal(withSpread({ median: 2, min: 1, max: 3 }, 's'), '2 s (1 s – 3 s)');
});

test('a rate that only one side measured has no ratio', () => {
  const raw = [{ 'over HTTP': { perSecond: 10, perCpuSecond: 20 }, alone: { perSecond: 40 } }];
  const one = summarise({ name: 'joins', base: 'alone', turns: Object.keys(raw[0]), raw });
  const lone = { ...result([atLeast('joins', '×', 0.25, 0.5)]), comparisons: [one] };
  assert.match(table(lone), /per CPU s +20\n/);
  assert.match(
    lineOf(page({ rows, results: { poll: lone }, notes: {} }), '| over HTTP'),
    /\| 10 \| 0.25 \| 20 \|  \|$/,
  );
});

test('the table in the terminal tells the same', () => {
  const text = table(result([atLeast('64 connections', '×', 1.5, 1.15)]));
  assert.match(text, /onsale +answers per s +90,000 +ratio 1\.50 +load 80 %/);
  assert.match(text, /1\.50 \(64 connections\) +reach ≥ 1\.15 +yes/);
});
