import { beforeEach, describe, expect, it } from 'vitest';
import { beginAttempt, endAttempt, openAttempt } from './attempt.ts';

const storage = new Map<string, string>();

beforeEach(() => {
  storage.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (name: string) => storage.get(name) ?? null,
      setItem: (name: string, value: string) => storage.set(name, value),
      removeItem: (name: string) => storage.delete(name),
    },
  });
});

describe('an attempt', () => {
  it('has one key until it is answered', () => {
    const first = beginAttempt('charge', { amount: 5 });
    // As after a reload: only the storage is left.
    expect(beginAttempt('charge', { amount: 7 })).toEqual(first);
    endAttempt('charge');
    expect(beginAttempt('charge', { amount: 7 }).key).not.toBe(first.key);
  });

  it('is its own for each thing to be done', () => {
    expect(beginAttempt('pay.1', null).key).not.toBe(beginAttempt('pay.2', null).key);
  });

  it('is forgotten when the server has forgotten it', () => {
    const first = beginAttempt('pay.1', null, 0);
    expect(openAttempt('pay.1', 22 * 3600_000)).toEqual(first);
    expect(openAttempt('pay.1', 24 * 3600_000)).toBeNull();
  });
});
