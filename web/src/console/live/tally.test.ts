import { describe, expect, it } from 'vitest';
import type { Live } from '../types.ts';
import { paceBetween, Tally } from './tally.ts';

type Changes = { at?: number; node?: string; payments?: number; admitted?: number; answers?: Live['answers'] };

function live({ at = 0, node = 'a', payments = 0, admitted = 0, answers = {} }: Changes): Live {
  const store = { connected: true, queued: 0, batches: 0, faults: 0 };
  return {
    at: new Date(1_800_000_000_000 + at).toISOString(),
    node,
    line: {
      id: 'main',
      waiting: 0,
      called: 0,
      inside: 0,
      capacity: 10,
      admitted,
      admittedPerSecond: 0,
      connected: true,
    },
    totals: { reservations: 0, payments, charges: 0, joins: 0, expired: 0 },
    answers,
    limits: { 'too-many-seats': 0, 'too-many-takes': 0, 'seat-cooling': 0, 'orphan-seat': 0, 'sale-over': 0 },
    latency: { bounds: [0.1], counts: [payments, payments] },
    streams: 0,
    connections: 0,
    store,
    lineStore: store,
    dates: [],
  };
}

describe('the pace between two looks', () => {
  it('is what was added, a second, by the clock of the server', () => {
    const pace = paceBetween(live({ payments: 10, admitted: 4 }), live({ at: 500, payments: 30, admitted: 5 }));
    expect(pace?.payments).toBe(40);
    expect(pace?.admissions).toBe(2);
    expect(pace?.latency?.counts).toEqual([20, 20]);
  });
  it('tells refusals, turning away and faults apart', () => {
    const before = live({ answers: { '200': 10, '409': 1 } });
    const after = live({ at: 1000, answers: { '200': 15, '304': 2, '409': 4, '503': 6, '500': 1 } });
    expect(paceBetween(before, after)).toMatchObject({ ok: 7, refused: 3, shed: 6, faults: 1 });
  });
  it('is unknown when the clock stood still, or the server restarted', () => {
    expect(paceBetween(live({}), live({}))).toBeNull();
    expect(paceBetween(live({ payments: 10 }), live({ at: 1000, payments: 2 }))).toBeNull();
  });
});

describe('the tally', () => {
  it('knows no pace after one look', () => {
    const tally = new Tally();
    expect(tally.take(live({}), 0)).toBeNull();
    expect(tally.take(live({ at: 1000, payments: 5 }), 1000)?.payments).toBe(5);
  });
  it('adds up the nodes that answer in turn, but not the line that they share', () => {
    const tally = new Tally();
    tally.take(live({ node: 'a' }), 0);
    tally.take(live({ node: 'b', at: 1000 }), 1000);
    tally.take(live({ node: 'a', at: 2000, payments: 20, admitted: 8 }), 2000);
    const pace = tally.take(live({ node: 'b', at: 3000, payments: 6, admitted: 8 }), 3000);
    expect(pace?.payments).toBe(13);
    expect(pace?.admissions).toBe(4);
    expect(tally.nodes).toEqual(['a', 'b']);
  });
  it('counts the restarts of the server', () => {
    const tally = new Tally();
    tally.take(live({ payments: 9 }), 0);
    expect(tally.take(live({ at: 1000, payments: 1 }), 1000)).toBeNull();
    expect(tally.restarts).toBe(1);
    expect(tally.take(live({ at: 2000, payments: 3 }), 2000)?.payments).toBe(2);
    expect(tally.restarts).toBe(1);
  });
  it('takes another name after a silence for a node that restarted', () => {
    const tally = new Tally();
    tally.take(live({ node: 'a' }), 0);
    tally.take(live({ node: 'a', at: 1000, payments: 50 }), 1000);
    expect(tally.take(live({ node: 'b', at: 5000 }), 5000)).toBeNull();
    expect(tally.restarts).toBe(1);
    expect(tally.nodes).toEqual(['b']);
    expect(tally.take(live({ node: 'b', at: 6000, payments: 3 }), 6000)?.payments).toBe(3);
  });
  it('forgets a node that answers no more', () => {
    const tally = new Tally();
    tally.take(live({ node: 'a' }), 0);
    tally.take(live({ node: 'a', at: 1000, payments: 50 }), 1000);
    tally.take(live({ node: 'b', at: 16_000 }), 16_000);
    expect(tally.take(live({ node: 'b', at: 17_000, payments: 3 }), 17_000)?.payments).toBe(3);
    expect(tally.nodes).toEqual(['b']);
  });
});
