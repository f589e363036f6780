import contract from '../../../api/openapi.yaml?raw';
import { describe, expect, it } from 'vitest';
import { firstWait, longestWait, retryAfterOf, waitBefore } from './backoff.ts';

describe('the wait before the next try', () => {
  it('doubles, and stays below its bound', () => {
    expect(waitBefore(1, null, 1)).toBe(firstWait);
    expect(waitBefore(2, null, 1)).toBe(2 * firstWait);
    expect(waitBefore(50, null, 1)).toBe(longestWait);
  });

  it('is never longer than the contract asks for, whatever chance says', () => {
    const seconds = Number(/^ +x-longest-backoff-seconds: (\d+)$/m.exec(contract)?.[1]);
    expect(longestWait).toBe(seconds * 1000);
    for (const chance of [0, 0.5, 1]) expect(waitBefore(50, null, chance)).toBeLessThanOrEqual(seconds * 1000);
  });

  it('is never shorter than the server asked for', () => {
    for (const chance of [0, 0.5, 1]) expect(waitBefore(1, 3000, chance)).toBeGreaterThanOrEqual(3000);
  });

  it('differs by chance', () => {
    expect(waitBefore(3, null, 0)).toBeLessThan(waitBefore(3, null, 1));
  });

  it('is read from Retry-After in seconds', () => {
    expect(retryAfterOf(new Headers({ 'Retry-After': '2' }))).toBe(2000);
    expect(retryAfterOf(new Headers())).toBeNull();
  });
});
