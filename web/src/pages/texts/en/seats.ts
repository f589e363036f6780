import type { seats as ko } from '../ko/seats.ts';

export const seats: typeof ko = {
  title: 'Choose a seat',
  back: 'All concerts',
  notInside: 'You can choose seats once you are in',
  notInsideText: 'When your turn comes, you get here at once.',
  join: 'Join the line',
  see: 'See my place',
  closed: 'The sale is closed. Seats that you hold can still be paid for.',
  unknownDate: 'There is no such concert.',
  releaseFailed: 'The seat could not be given back. Please try again.',
};
