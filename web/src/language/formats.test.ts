import { expect, test } from 'vitest';
import { concertTime } from './formats.ts';

const sevenAtTheHall = '2027-01-10T10:00:00.000Z';
const [seoul, losAngeles, apia] = [-540, 480, -780];

test('a concert begins by the clock at the hall, wherever its fan is', () => {
  for (const own of [seoul, losAngeles, apia]) {
    expect(concertTime(sevenAtTheHall, 'en', own)).toContain('10 January 2027');
    expect(concertTime(sevenAtTheHall, 'en', own)).toContain('19:00');
    expect(concertTime(sevenAtTheHall, 'ko', own)).toMatch(/1월 10일.* 7:00/);
  }
});

test('the zone is said to fans whose own clock shows another time', () => {
  expect(concertTime(sevenAtTheHall, 'en', losAngeles)).toMatch(/19:00 KST$/);
  expect(concertTime(sevenAtTheHall, 'ko', apia)).toMatch(/ 7:00 KST$/);
  expect(concertTime(sevenAtTheHall, 'ko', seoul)).not.toContain('KST');
});
