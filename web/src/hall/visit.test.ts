import { describe, expect, it } from 'vitest';
import type { Seat } from '../api/types.ts';
import { Hall } from './hall.ts';
import type { OwnSeat } from './seat_map.ts';
import { largerMap, packed, smallHall, smallMap } from './small_hall.ts';
import { type Hosts, HallVisit } from './visit.svelte.ts';

const labels = { section: '1', row: 'A', seat: '1' };

function own(seatNumber: number, holdExpiresAt: string | null = '2026-12-24T10:05:00Z'): OwnSeat {
  return {
    reservationId: `r${seatNumber}`,
    seatId: `s${seatNumber}`,
    seatNumber,
    ...labels,
    price: 1000,
    holdExpiresAt,
  };
}

/** The server's list: all seats of the hall, whatever section is asked for. */
const listed = (...numbers: number[]) => numbers.map((seatNumber) => ({ id: `s${seatNumber}`, seatNumber }) as Seat);

function visitOf(hall: Hall, hosts: Partial<Hosts> = {}): HallVisit {
  const visit = new HallVisit(hall, {
    readSeats: async () => listed(...Array.from({ length: 44 }, (_, k) => 101 + k)),
    reserve: async (id) => ({ ...own(Number(id.slice(1))), id, reservations: [{ id: 'r' }] }) as unknown as Seat,
    onhold: () => undefined,
    onsessionover: () => undefined,
    onotherseats: () => undefined,
    ...hosts,
  });
  visit.statuses.replace(packed(Array.from({ length: hall.seatCount }, () => 0)));
  visit.changed([]);
  return visit;
}

describe('my seats', () => {
  it('are those of my reservations where labels are equal', () => {
    const map = smallMap();
    map.seats.label.fill('1');
    const visit = visitOf(new Hall(map));
    visit.setOwn([own(103), own(143, null)]);
    expect([...visit.own.keys()]).toEqual([2, 42]);
    expect([visit.appearanceOf(2), visit.appearanceOf(42), visit.appearanceOf(0)]).toEqual(['own', 'paid', 'free']);
  });

  it('are those of my reservations where there are no labels', () => {
    const map = smallMap();
    map.seats.label.fill('');
    map.sections = map.sections.slice(0, 1).map((section) => ({ ...section, name: '' }));
    map.rows = [{ section: 0, name: '', first: 0, count: 44 }];
    const visit = visitOf(new Hall(map));
    visit.setOwn([{ ...own(120), section: null, row: null, seat: null }]);
    expect([...visit.own.keys()]).toEqual([19]);
  });

  it('that were added after the map was read are not drawn as other ones', () => {
    const visit = visitOf(smallHall());
    visit.setOwn([own(200)]);
    expect(visit.own.size).toBe(0);
  });
});

describe('a hold', () => {
  it('reaches the server though seats were added to the section after the map was read', async () => {
    const held: OwnSeat[] = [];
    const visit = visitOf(smallHall(), {
      readSeats: async () => listed(200, ...Array.from({ length: 20 }, (_, k) => 101 + k)),
      onhold: (seat) => held.push(seat),
    });
    visit.choose(3);
    await visit.hold();
    expect(visit.choice.at).toBe('nothing');
    expect(held.map(({ seatNumber }) => seatNumber)).toEqual([104]);
  });

  it('of a seat that the server does not have asks for the map again', async () => {
    let asked = 0;
    const visit = visitOf(smallHall(), { readSeats: async () => listed(101), onotherseats: () => (asked += 1) });
    visit.choose(3);
    await visit.hold();
    expect([visit.choice.at, asked]).toEqual(['failed', 1]);
  });
});

describe('a visit that goes on with a larger map', () => {
  it('keeps what was known, chosen and mine', () => {
    const before = visitOf(smallHall());
    before.statuses.apply([[7, 2]]);
    before.setOwn([own(102)]);
    before.choose(42);
    before.list(before.hall.sections[1]!);
    before.want(1);
    const after = new HallVisit(new Hall(largerMap()), { ...({} as Hosts), readSeats: async () => [] });
    after.goOnFrom(before);
    expect(after.choice).toEqual({ at: 'seat', seat: 42 });
    expect([after.listed?.name, after.face, [...after.unwanted]]).toEqual(['2', 'map', [0]]);
    expect([after.appearanceOf(1), after.appearanceOf(7), after.appearanceOf(20), after.appearanceOf(44)]).toEqual([
      'own',
      'sold',
      'free',
      'sold',
    ]);
  });
});
