import { describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '../api/problem.ts';
import type { Reservation, Seat } from '../api/types.ts';
import { Hall } from './hall.ts';
import type { OwnSeat } from './seat_map.ts';
import type { SeatWish } from './server.ts';
import { largerMap, mapWithArea, packed, smallHall, smallMap } from './small_hall.ts';
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

function reservation(numbers: number[], nextToEachOther: boolean | null = null): Reservation {
  return {
    id: 'r',
    status: 'reserved',
    concertDate: { id: 'd', date: '2026-12-24T10:00:00Z', concert: { id: 'c', singerName: '새벽 밴드' } },
    seats: numbers.map((seatNumber) => ({ id: `s${seatNumber}`, seatNumber, ...labels, price: 1000 })),
    nextToEachOther,
    amount: 1000 * numbers.length,
    holdExpiresAt: '2026-12-24T10:05:00Z',
    createdAt: '2026-12-24T10:00:00Z',
  };
}

/** The server's list: all seats of the hall, whatever section is asked for. */
const listed = (...numbers: number[]) => numbers.map((seatNumber) => ({ id: `s${seatNumber}`, seatNumber }) as Seat);

function visitOf(hall: Hall, hosts: Partial<Hosts> = {}): HallVisit {
  const visit = new HallVisit(hall, {
    readSeats: async () => listed(...Array.from({ length: 44 }, (_, k) => 101 + k)),
    reserve: async (wish) => reservation('seats' in wish ? wish.seats.map((id) => Number(id.slice(1))) : [101, 102]),
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
    const held: Reservation[] = [];
    const visit = visitOf(smallHall(), {
      readSeats: async () => listed(200, ...Array.from({ length: 20 }, (_, k) => 101 + k)),
      onhold: (reservation) => held.push(reservation),
    });
    visit.choose(3);
    await visit.hold();
    expect(visit.choice.at).toBe('nothing');
    expect(held.flatMap(({ seats }) => seats.map(({ seatNumber }) => seatNumber))).toEqual([104]);
  });

  it('of a seat that the server does not have asks for the map again', async () => {
    let asked = 0;
    const visit = visitOf(smallHall(), { readSeats: async () => listed(101), onotherseats: () => (asked += 1) });
    visit.choose(3);
    await visit.hold();
    expect([visit.choice.at, asked]).toEqual(['failed', 1]);
  });
});

function refusing(kind: string, more: object = {}): Partial<Hosts> {
  const problem = { type: `/problems/${kind}`, title: kind, status: 409, ...more };
  return { reserve: () => Promise.reject(new Refused(problem)) };
}

describe('a seat that somebody else was faster with', () => {
  it('is lost with what the server offers first', async () => {
    const visit = visitOf(smallHall(), refusing('seats-taken', { taken: ['s104'], alternatives: ['s120'] }));
    visit.choose(3);
    await visit.hold();
    expect(visit.choice).toMatchObject({ at: 'lost', loss: 'while-holding', offers: [19, 2, 4, 1] });
  });
});

describe('a seat that is refused by itself', () => {
  it.each([
    ['orphan-seat', { alone: 's105', alternatives: ['s120'] }, 19],
    ['seat-cooling', { seats: ['s104'], retryAt: '2026-12-24T10:05:00.000Z' }, 2],
  ])('says so and offers others: %s', async (kind, more, offered) => {
    const visit = visitOf(smallHall(), refusing(kind, more));
    visit.choose(3);
    await visit.hold();
    expect(visit.choice).toMatchObject({ at: 'lost', loss: kind, offers: expect.arrayContaining([offered]) });
  });
});

describe('the limit', () => {
  it('is what the server says where the page has counted less', async () => {
    const visit = visitOf(smallHall(), refusing('too-many-seats', { limit: 4, held: 3, paid: 1 }));
    visit.limit = { limit: 4, held: 1, paid: 0 };
    expect(visit.left).toBe(3);
    visit.choose(3);
    await visit.hold();
    expect([visit.choice, visit.limit, visit.left]).toMatchObject([
      { at: 'lost', loss: 'too-many-seats', offers: [] },
      { limit: 4, held: 3, paid: 1 },
      0,
    ]);
  });
});

describe('the best seats', () => {
  const two = { count: 2, adjacent: 'prefer' } as const;

  it('are held by one request, and are shown', async () => {
    const [wishes, held, shown]: [SeatWish[], Reservation[], unknown[]] = [[], [], []];
    const visit = visitOf(smallHall(), {
      reserve: async (wish) => (wishes.push(wish), reservation([141, 142], true)),
      onhold: (reservation) => held.push(reservation),
    });
    visit.onshow = (what) => shown.push(what);
    await visit.take({ best: { ...two, sections: ['2'] } });
    expect(wishes).toEqual([{ best: { ...two, sections: ['2'] } }]);
    expect([held.length, visit.best.at, visit.listed?.name, shown]).toEqual([1, 'nothing', '2', [{ seat: 40 }]]);
  });

  it('that are not side by side are told from those that were held before', async () => {
    const visit = visitOf(smallHall(), { reserve: async () => reservation([101, 105, 141], false) });
    visit.setOwn([own(101)]);
    await visit.take({ best: two });
    expect(visit.best).toEqual({ at: 'apart', seats: [4, 40] });
    visit.close();
    expect(visit.best.at).toBe('nothing');
  });

  it('are asked for once while the server has not answered, and by the same key after it could not be reached', async () => {
    const keys: string[] = [];
    const visit = visitOf(smallHall(), {
      reserve: async (_, key) => {
        keys.push(key);
        throw new Unreachable();
      },
    });
    await Promise.all([visit.take({ best: two }), visit.take({ best: two })]);
    expect([visit.best, keys.length]).toMatchObject([{ at: 'failed', wish: { best: two }, key: keys[0] }, 1]);
    if (visit.best.at === 'failed') await visit.take(visit.best.wish, visit.best.key);
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  it('of a hall that has other seats than the map ask for the map again', async () => {
    let asked = 0;
    const visit = visitOf(smallHall(), {
      reserve: async () => reservation([200, 201], true),
      onotherseats: () => (asked += 1),
    });
    await visit.take({ best: two });
    expect(asked).toBe(1);
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

describe('an area', () => {
  it('gives as many places as are wanted, whose numbers the server says', async () => {
    const wishes: SeatWish[] = [];
    const held: Reservation[] = [];
    const visit = visitOf(new Hall(mapWithArea()), {
      reserve: async (wish) => (wishes.push(wish), reservation([141, 142])),
      onhold: (reserved) => void held.push(reserved),
    });
    const area = visit.hall.sections[2]!;
    visit.openArea(area);
    const taking = visit.take({ areas: [{ area: 'Standing', count: 2 }] });
    expect([visit.area, visit.best.at]).toEqual([area, 'taking']);
    await taking;
    expect(wishes).toEqual([{ areas: [{ area: 'Standing', count: 2 }] }]);
    expect([visit.area, visit.best.at, visit.listed, held.length]).toEqual([null, 'nothing', area, 1]);
    visit.setOwn([own(141), own(142)]);
    expect([...visit.own.keys()]).toEqual([40, 41]);
  });

  it('is closed by choosing a seat, and the other way round', () => {
    const visit = visitOf(new Hall(mapWithArea()));
    visit.openArea(visit.hall.sections[2]!);
    visit.choose(3);
    expect([visit.area, visit.choice.at]).toEqual([null, 'seat']);
    visit.openArea(visit.hall.sections[2]!);
    expect([visit.area?.name, visit.choice.at]).toEqual(['Standing', 'nothing']);
  });

  it('never stands in for a lost seat', () => {
    const visit = visitOf(new Hall(mapWithArea()));
    visit.choose(39);
    visit.statuses.apply(Array.from({ length: 40 }, (_, seat) => [seat, 2] as const));
    visit.changed([39]);
    expect(visit.choice.at === 'lost' && [...visit.choice.offers].sort()).toEqual([540, 541, 542, 543]);
  });
});

describe('a wheelchair', () => {
  function withWheelchair(hosts: Partial<Hosts> = {}) {
    const map = smallMap();
    map.traits = [
      { first: 0, count: 1, traits: ['wheelchair'] },
      { first: 1, count: 1, traits: ['companion'] },
    ];
    return visitOf(new Hall(map), hosts);
  }

  it('is taken together with its companion seat, in one step', async () => {
    const wishes: SeatWish[] = [];
    const visit = withWheelchair({ reserve: async (wish) => (wishes.push(wish), reservation([101, 102])) });
    visit.choose(0);
    await visit.hold(visit.companionOf(0));
    expect(wishes).toEqual([{ seats: ['s101', 's102'] }]);
  });

  it('is all that is in sight where the fan wants nothing else', () => {
    const visit = withWheelchair();
    visit.wantWheelchairs(true);
    expect([visit.appearanceOf(0), visit.appearanceOf(1), visit.appearanceOf(2)]).toEqual([
      'free',
      'unwanted',
      'unwanted',
    ]);
    expect([visit.freeIn(0), visit.freeIn(1), visit.freeWheelchairs]).toEqual([1, 0, 1]);
    expect(visit.fill(visit.hall.sections[0]!).share).toBe(1);
    visit.wantWheelchairs(false);
    expect(visit.freeIn(0)).toBe(40);
  });
});
