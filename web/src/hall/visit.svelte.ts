// A fan's visit to the hall: what is shown and what is chosen. The map and the list are two faces of it; neither knows
// the other.
import { isRefused, type Refused } from '../api/problem.ts';
import type { Reservation, Seat } from '../api/types.ts';
import { randomKey } from '../browser/random_key.ts';
import { type Best, bestRefused, byTerms, countOf, noBest } from './best.ts';
import { type Choice, type ChoiceEvent, mostOffers, next, nothing, refusalsOfSeat } from './choice.ts';
import type { Category, Hall, Section } from './hall.ts';
import { companionOf } from './companion.ts';
import { nearestFree } from './nearest_free.ts';
import { OtherSeats } from './other_seats.ts';
import { type OwnSeat, type SeatLimit, seatsLeft } from './seat_map.ts';
import type { SeatAppearance } from './seat_shapes.ts';
import { SeatIds } from './seat_ids.ts';
import type { ChosenWish, SeatWish } from './server.ts';
import { type CategoryFilter, reserved, SeatStatuses } from './statuses.ts';

/** What the visit asks for and tells; the server and the page stand behind it. */
export interface Hosts {
  readSeats: (section: string) => Promise<Seat[]>;
  reserve: (wish: SeatWish, key: string) => Promise<Reservation>;
  onhold: (reservation: Reservation) => void;
  onsessionover: () => void;
  /** The server has other seats than the map: it is to be read again. */
  onotherseats: () => void;
}

export class HallVisit {
  readonly statuses: SeatStatuses;
  readonly ids: SeatIds;
  /** Grows with every change of a status; read it to be told again. */
  version = $state(0);
  /** By section: grows when a seat of it changes. Not reactive; see changesIn. */
  readonly #sectionVersions: Uint32Array;
  /** The statuses have been read. */
  known = $state(false);
  connected = $state(true);
  choice = $state.raw<Choice>(nothing);
  /** What came of asking for seats that the server chooses. */
  best = $state.raw<Best>(noBest);
  /** The area whose card is open: how many places of it the fan may still say. */
  area = $state.raw<Section | null>(null);
  /** Companion seats are sold like others. */
  companionsForAll = $state(false);
  /** As the page counts, or as the server has said in a refusal. */
  limit = $state.raw<SeatLimit>({ limit: 1, held: 0, paid: 0 });
  /** The price categories that the fan has put out of sight. */
  unwanted = $state.raw<ReadonlySet<number>>(new Set());
  /** Only seats for wheelchairs are in sight. */
  wheelchairsOnly = $state(false);
  /** Where there is no room for both. */
  face = $state<'map' | 'list'>('map');
  /** Resolves once no hold is under way. */
  settled: Promise<void> = Promise.resolve();
  /** The section whose seats the list shows. */
  listed = $state.raw<Section | null>(null);
  /** The section that the map has come near to. */
  near = $state.raw<Section | null>(null);
  /** My seats of this date, by index. */
  own = $state.raw<ReadonlyMap<number, OwnSeat>>(new Map());
  /** For the canvas, which draws by itself: these seats look different now; null: all of them. */
  onappearance: ((seats: readonly number[] | null) => void) | null = null;
  /** For the canvas: show this seat or section. */
  onshow: ((what: { seat: number } | { section: number }) => void) | null = null;

  constructor(
    readonly hall: Hall,
    private readonly hosts: Hosts,
  ) {
    this.statuses = new SeatStatuses(hall);
    this.#sectionVersions = new Uint32Array(hall.sections.length);
    this.ids = new SeatIds(hall, hosts.readSeats);
  }

  /** Takes over what was known and chosen on an older map of the same date, once its hold has ended. */
  goOnFrom(before: HallVisit) {
    const moved = (seat: number) => this.hall.indexOf(before.hall.numberOf(seat));
    const statuses = Array.from(before.statuses.of, (status, seat) => [moved(seat) ?? -1, status] as const);
    this.statuses.apply(statuses);
    this.known = before.known;
    this.own = new Map(
      [...before.own].flatMap(([seat, mine]) => (moved(seat) === undefined ? [] : [[moved(seat)!, mine]])),
    );
    const { choice } = before;
    const seat = choice.at === 'nothing' ? undefined : moved(choice.seat);
    if (seat !== undefined && (choice.at === 'seat' || choice.at === 'failed')) this.choice = { at: choice.at, seat };
    this.face = before.face;
    this.wheelchairsOnly = before.wheelchairsOnly;
    const same = (section: Section | null) => this.hall.sections.find(({ name }) => name === section?.name) ?? null;
    this.listed = same(before.listed);
    this.area = same(before.area);
    const unwanted = [...before.unwanted].map((k) => before.hall.categories[k]!);
    const isUnwanted = ({ name, price }: Category) => unwanted.some((one) => one.name === name && one.price === price);
    this.unwanted = new Set(this.hall.categories.flatMap((category, k) => (isUnwanted(category) ? [k] : [])));
  }

  readonly wanted: CategoryFilter = (category) => !this.unwanted.has(category);

  appearanceOf(seat: number): SeatAppearance {
    const mine = this.own.get(seat);
    if (mine) return mine.holdExpiresAt === null ? 'paid' : 'own';
    if (!this.known) return 'unwanted';
    if (this.statuses.isFree(seat)) return this.#isWanted(seat) ? 'free' : 'unwanted';
    return this.statuses.of[seat] === reserved ? 'reserved' : 'sold';
  }

  #isWanted(seat: number): boolean {
    if (this.wheelchairsOnly && !this.hall.traitsOf(seat).includes('wheelchair')) return false;
    return this.wanted(this.hall.category[seat]!);
  }

  /** How many free seats of a section are in sight. */
  freeIn(section: number): number {
    if (!this.wheelchairsOnly) return this.statuses.freeIn(section, this.wanted);
    return this.#wheelchairsIn(section).filter((seat) => this.statuses.isFree(seat)).length;
  }

  get freeWheelchairs(): number {
    return this.hall.wheelchairs.filter((seat) => this.statuses.isFree(seat)).length;
  }

  #wheelchairsIn(section: number): number[] {
    return this.hall.wheelchairs.filter((seat) => this.hall.section[seat] === section && this.#isWanted(seat));
  }

  /** The category that a section is coloured by, the one with most free seats, and how much of it is free. */
  fill(section: Section): { category: number | null; share: number } {
    const seats = this.wheelchairsOnly
      ? this.#wheelchairsIn(section.index).length
      : this.statuses.seatsIn(section.index, this.wanted);
    if (!this.known || seats === 0) return { category: null, share: -1 };
    let category: number | null = null;
    let most = 0;
    this.hall.categories.forEach((_, k) => {
      const free = this.statuses.freeOfIn(section.index, k);
      if (this.wanted(k) && free > most) [category, most] = [k, free];
    });
    return { category, share: this.freeIn(section.index) / seats };
  }

  changed(seats: readonly number[]) {
    this.known = this.statuses.known;
    for (const seat of seats) this.#sectionVersions[this.hall.section[seat]!]! += 1;
    this.version += 1;
    this.onappearance?.(seats);
    this.#tell({ name: 'changed' });
  }

  /** Another number whenever something in a section has changed; reactive. */
  changesIn(section: number): number {
    void this.version;
    return this.#sectionVersions[section]!;
  }

  setOwn(own: readonly OwnSeat[]) {
    const before = this.own;
    const found = new Map<number, OwnSeat>();
    for (const mine of own) {
      const seat = this.hall.indexOf(mine.seatNumber ?? 0);
      if (seat !== undefined) found.set(seat, mine);
    }
    this.own = found;
    this.onappearance?.([...before.keys(), ...found.keys()]);
    this.#tell({ name: 'changed' });
  }

  /** One category alone; again: all of them. */
  want(category: number | null) {
    const all = this.hall.categories.map((_, k) => k);
    const alone = category !== null && this.wanted(category) && this.unwanted.size === all.length - 1;
    this.unwanted = new Set(category === null || alone ? [] : all.filter((k) => k !== category));
    this.version += 1;
    this.onappearance?.(null);
  }

  wantWheelchairs(only: boolean) {
    this.wheelchairsOnly = only;
    this.version += 1;
    this.onappearance?.(null);
  }

  /** The companion seat to offer with a wheelchair space. */
  companionOf(seat: number): number | undefined {
    return companionOf(this.hall, seat, (other) => this.statuses.isFree(other));
  }

  /** How many more seats the fan may take. */
  get left(): number {
    return seatsLeft(this.limit);
  }

  choose(seat: number) {
    if (this.best.at === 'taking') return;
    this.best = noBest;
    this.area = null;
    this.#tell({ name: 'choose', seat });
    if (this.choice.at !== 'seat' || this.choice.seat !== seat) return;
    // Its id is there by the time the fan has read the card.
    if (!this.own.has(seat)) void this.ids.ofSection(this.hall.section[seat]!).catch(() => undefined);
    this.onshow?.({ seat });
  }

  openArea(section: Section) {
    if (this.best.at === 'taking' || this.choice.at === 'holding') return;
    this.close();
    this.area = section;
  }

  close() {
    this.#tell({ name: 'close' });
    this.area = null;
    if (this.best.at !== 'taking') this.best = noBest;
  }

  list(section: Section | null) {
    this.listed = section;
    if (section && !section.area) void this.ids.ofSection(section.index).catch(() => undefined);
  }

  /** `companion`: a seat that is taken together with the chosen one. */
  hold(companion?: number) {
    if (this.best.at === 'taking') return this.settled;
    this.#tell({ name: 'hold' });
    if (this.choice.at === 'holding') this.settled = this.#hold(this.choice.seat, companion);
    return this.settled;
  }

  async #hold(seat: number, companion: number | undefined) {
    try {
      const seats = companion === undefined ? [seat] : [seat, companion];
      const wish = { seats: await Promise.all(seats.map((each) => this.ids.idOf(each))) };
      const reservation = await this.hosts.reserve(wish, randomKey());
      this.#tell({ name: 'held' });
      this.hosts.onhold(reservation);
    } catch (fault) {
      this.#countFrom(fault);
      const ofSeat = refusalsOfSeat.find((type) => isRefused(fault, type)) ?? byTerms(fault);
      const loss = isRefused(fault, 'seat-taken', 'seats-taken') ? 'while-holding' : ofSeat;
      if (loss) this.#tell({ name: 'refused', loss, near: this.#offered(fault) });
      else {
        this.#tell({ name: 'unanswered' });
        this.#failed(fault);
      }
    }
  }

  /** The server chooses, and reserves in the same step. `key`: of a try that was not answered. */
  take(wish: ChosenWish, key: string = randomKey()): Promise<void> {
    if (this.best.at === 'taking' || this.choice.at === 'holding') return this.settled;
    this.#tell({ name: 'close' });
    this.best = { at: 'taking' };
    this.settled = this.#take(wish, key);
    return this.settled;
  }

  async #take(wish: ChosenWish, key: string) {
    const before = new Set([...this.own.values()].map(({ seatId }) => seatId));
    try {
      const reservation = await this.hosts.reserve(wish, key);
      const taken = reservation.seats.filter(({ id }) => !before.has(id));
      const seats = taken.flatMap(({ seatNumber }) => this.hall.indexOf(seatNumber ?? 0) ?? []);
      this.best = countOf(wish) > 1 && reservation.nextToEachOther === false ? { at: 'apart', seats } : noBest;
      this.hosts.onhold(reservation);
      this.#show(seats);
      if (seats.length < taken.length) this.hosts.onotherseats();
    } catch (fault) {
      this.#countFrom(fault);
      this.best = bestRefused(fault, wish, key);
      if (this.best.at === 'failed') this.#failed(fault);
    }
    this.area = null;
  }

  #show([seat]: readonly number[]) {
    if (seat === undefined) return;
    this.listed = this.hall.sections[this.hall.section[seat]!]!;
    if (!this.listed.area) this.onshow?.({ seat });
  }

  /** What a refusal says of the fan's limit is newer than what the page has counted. */
  #countFrom(fault: unknown) {
    if (!isRefused(fault, 'too-many-seats')) return;
    const { limit, held, paid } = { ...this.limit, ...(fault.problem as Partial<SeatLimit>) };
    this.limit = { limit, held, paid };
  }

  #offered(fault: unknown): number[] {
    const { alternatives = [] } = (fault as Refused).problem;
    return this.ids.seatsOf(alternatives).filter((seat) => !this.own.has(seat));
  }

  #failed(fault: unknown) {
    if (fault instanceof OtherSeats) this.hosts.onotherseats();
    if (isRefused(fault, 'unauthorized', 'not-in-line', 'not-called')) this.hosts.onsessionover();
  }

  #tell(event: ChoiceEvent) {
    this.choice = next(this.choice, event, {
      isFree: (seat) => this.statuses.isFree(seat),
      isOwn: (seat) => this.own.has(seat),
      offersFor: (seat) => nearestFree(this.hall, this.statuses, seat, mostOffers),
    });
    this.onappearance?.([]);
  }
}
