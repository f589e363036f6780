/* Which page an address means. The path after # is the fan's way: concerts, line, seats, paying, tickets. */

export type Route =
  | { page: 'concerts' }
  | { page: 'line' }
  | { page: 'seats'; concertDateId: string }
  | { page: 'paying'; reservationId: string }
  | { page: 'tickets' }
  | { page: 'unknown' };

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function routeOf(hash: string): Route {
  const [first = '', second = '', third = '', ...rest] = hash.replace(/^#?\/?/, '').split('/');
  if (rest.length > 0) return { page: 'unknown' };
  if (first === '' && second === '') return { page: 'concerts' };
  if (first === 'line' && second === '') return { page: 'line' };
  if (first === 'tickets' && second === '') return { page: 'tickets' };
  if (first === 'dates' && id.test(second) && third === 'seats') return { page: 'seats', concertDateId: second };
  if (first === 'paying' && id.test(second) && third === '') return { page: 'paying', reservationId: second };
  return { page: 'unknown' };
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case 'concerts':
    case 'unknown':
      return '#/';
    case 'line':
      return '#/line';
    case 'seats':
      return `#/dates/${route.concertDateId}/seats`;
    case 'paying':
      return `#/paying/${route.reservationId}`;
    case 'tickets':
      return '#/tickets';
  }
}
