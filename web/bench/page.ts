// The seat map alone on a page: for the bench, and for working on the map. `?server` uses the server behind Vite's
// proxy and joins its line; else bench/seat_map.mjs answers. `?date=ID` chooses a date.
import '../src/theme/base.css';
import { mount } from 'svelte';
import { ask } from '../src/api/client.ts';
import type { ConcertDate, LineToken, User } from '../src/api/types.ts';
import type { OwnSeat } from '../src/hall/seat_map.ts';
import { hall as en } from '../src/pages/texts/en/hall.ts';
import { hall as ko } from '../src/pages/texts/ko/hall.ts';
import Alone from './Alone.svelte';

const search = new URLSearchParams(location.search);
document.body.style.height = '100dvh';
if (search.has('theme')) document.documentElement.dataset.theme = search.get('theme')!;

let token = 'bench';
let date = search.get('date') ?? '00000000-0000-7000-8000-000000000000';
if (search.has('server')) {
  const user = await ask<User>('/user', { method: 'POST', body: { name: '김민지' } });
  for (;;) {
    const line = await ask<LineToken>(`/user/${user.id}/token/generate`);
    token = line.token;
    if (line.waitingNumber === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const dates = await ask<ConcertDate[]>('/concert/dates', { bearer: token });
  date = search.get('date') ?? dates[Number(search.get('nth') ?? 0)]!.id;
}

mount(Alone, {
  target: document.body,
  props: {
    concertDateId: date,
    words: search.get('language') === 'en' ? en : ko,
    language: search.get('language') === 'en' ? 'en' : 'ko',
    lineToken: () => token,
    release: ({ reservationId, seatId }: OwnSeat) =>
      ask(`/concert/reservations/${reservationId}/seats/${seatId}`, { method: 'DELETE', bearer: token }),
  },
});
