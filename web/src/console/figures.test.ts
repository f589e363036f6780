import { describe, expect, it } from 'vitest';
import { latency, pace, span } from './figures.ts';

describe('a span', () => {
  it('is said in its two largest units', () => {
    expect(span(0, 'en')).toBe('0 seconds');
    expect(span(59.2, 'en')).toBe('1 minute');
    expect(span(7505, 'en')).toBe('2 hours 5 minutes');
    expect(span(3601, 'en')).toBe('1 hour');
    expect(span(90, 'ko')).toBe('1분 30초');
  });
});

describe('a latency', () => {
  it('is given in the unit that suits it', () => {
    expect(latency(null)).toBe('–');
    expect(latency(0.00085)).toBe('850 µs');
    expect(latency(0.0012)).toBe('1.2 ms');
    expect(latency(0.00997)).toBe('10 ms');
    expect(latency(0.0123)).toBe('12 ms');
    expect(latency(0.85)).toBe('850 ms');
    expect(latency(1.42)).toBe('1.4 s');
  });
});

it('gives small paces a digit more', () => {
  expect(pace(3.14, 'en')).toBe('3.1');
  expect(pace(312.4, 'en')).toBe('312');
  expect(pace(0, 'en')).toBe('0');
  expect(pace(null, 'en')).toBe('–');
});
