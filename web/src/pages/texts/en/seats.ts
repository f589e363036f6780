import type { seats as ko } from '../ko/seats.ts';

export const seats: typeof ko = {
  title: 'Choose seats',
  back: 'All concerts',
  notInside: 'You can choose seats once you are in',
  notInsideText: 'When your turn comes, you get here at once.',
  join: 'Join the line',
  see: 'See my place',
  closed: 'The sale is closed. Seats that you hold can still be paid for.',
  unknownDate: 'There is no such concert.',
  basket: 'Seats on hold',
  remove: (seat) => `Give back ${seat}`,
  taken: (seats) => `Held for you: ${seats}.`,
  givenBack: (seats) => `Given back: ${seats}.`,
  inAll: (count, price, seconds) =>
    `${count === 1 ? '1 seat' : `${count} seats`} in all, ${price}. Please pay within ${Math.floor(seconds / 60)} min ${seconds % 60} s.`,
  releaseFailed: 'The seat could not be given back. Please try again.',
};
