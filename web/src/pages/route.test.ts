import { describe, expect, it } from 'vitest';
import { hashOf, routeOf, type Route } from './route.ts';

const id = '0193a1e0-2222-7000-8000-000000000001';

describe('addresses', () => {
  it('lead back to the page they were made for', () => {
    const routes: Route[] = [
      { page: 'concerts' },
      { page: 'line' },
      { page: 'seats', concertDateId: id },
      { page: 'paying', reservationId: id },
      { page: 'tickets' },
    ];
    for (const route of routes) expect(routeOf(hashOf(route))).toEqual(route);
  });

  it('an empty one is the first page', () => {
    expect(routeOf('')).toEqual({ page: 'concerts' });
    expect(routeOf('#')).toEqual({ page: 'concerts' });
  });

  it('anything else is no page', () => {
    for (const hash of ['#/nowhere', '#/dates/1/seats', `#/dates/${id}`, `#/paying/${id}/x/y`, '#/line/2']) {
      expect(routeOf(hash)).toEqual({ page: 'unknown' });
    }
  });
});
