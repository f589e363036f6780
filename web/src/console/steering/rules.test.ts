import { describe, expect, it } from 'vitest';
import { admissionOf, beyond, bytesOf, instantOf, localOf, room, wholeNumber } from './rules.ts';

const line = {
  id: 'main',
  waiting: 100,
  called: 5,
  inside: 20,
  capacity: 50,
  admitted: 0,
  admittedPerSecond: 0,
  connected: true,
};

describe('admission', () => {
  const opensAt = '2026-12-24T11:00:00.000Z';
  it('is closed before the opening and open from it on', () => {
    expect(admissionOf({ paused: false, opensAt }, Date.parse(opensAt) - 1)).toBe('before-opening');
    expect(admissionOf({ paused: false, opensAt }, Date.parse(opensAt))).toBe('open');
    expect(admissionOf({ paused: false, opensAt: null }, 0)).toBe('open');
  });
  it('stays paused whatever the time', () => {
    expect(admissionOf({ paused: true, opensAt }, 0)).toBe('paused');
  });
});

describe('a whole number', () => {
  it('may be grouped', () => {
    expect(wholeNumber(' 1,000 ', 1_000_000)).toBe(1000);
    expect(wholeNumber('10 000', 1_000_000)).toBe(10_000);
  });
  it('is refused beyond its bounds, and if it is none', () => {
    for (const typed of ['', '0', '-5', '1.5', '1e3', '1,00', 'ten', '1000001']) {
      expect(wholeNumber(typed, 1_000_000), typed).toBeNull();
    }
  });
});

describe('a new capacity', () => {
  it('leaves some beyond it, or calls more', () => {
    expect(beyond(line, 10)).toBe(15);
    expect(beyond(line, 30)).toBe(0);
    expect(room(line, 30)).toBe(5);
    expect(room(line, 1000)).toBe(100);
    expect(room(line, 10)).toBe(0);
  });
});

describe('a local time', () => {
  it('goes there and back in any zone', () => {
    for (const instant of ['2026-12-24T11:00:00.000Z', '2026-06-30T23:30:00.000Z']) {
      expect(instantOf(localOf(instant))).toBe(instant);
    }
  });
  it('may be none', () => {
    expect(instantOf('')).toBeNull();
    expect(instantOf('tomorrow')).toBeNull();
    expect(localOf(null)).toBe('');
  });
});

it('counts a message in bytes', () => {
  expect(bytesOf('잠시만요')).toBe(12);
});
