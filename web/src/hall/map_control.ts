// Joins the parts of the map: what gestures and keys mean, what they show of the hall and choose in the visit.
import { Camera } from './camera.ts';
import type { MapColours } from './colours.ts';
import { detailAt, dotsFrom, meansOneSeat } from './detail.ts';
import { Drawing } from './drawing.ts';
import { type Box, grown, type Point } from './geometry.ts';
import { Gestures } from './gestures.ts';
import type { Section } from './hall.ts';
import { seatAt, sectionAt } from './hit.ts';
import { Marks, type Pointed } from './marks.ts';
import { SectionNames, type SectionWords } from './section_names.ts';
import { shown, toHall, toScreen, type View } from './view.ts';
import type { HallVisit } from './visit.svelte.ts';

export interface MapTalk {
  section: SectionWords;
  stage: () => string;
  /** The section in the middle of the screen, null while all are seen; and whether the whole hall is. */
  onview: (section: Section | null, whole: boolean) => void;
  onlist: (section: Section) => void;
  /** The mouse is over a seat that can be had; null: over none. */
  onhover: (seat: number | null) => void;
  /** A seat was tapped that cannot be had. */
  ontaken: () => void;
}

/** Milliseconds after which a flight over the map is over. */
const arrived = 500;
/** CSS pixels. */
const arrowStep = 80;
/** A tap next to a seat or section still means it, when it is no further away. */
const nearMiss = 14;
/** The scale at which a chosen seat is shown to a finger: large enough to pick its neighbour instead. */
const closeUp = 30;
/** The card covers so much of the screen's foot, in CSS pixels; at most this share of it. */
const cardHeight = 280;
/** Next to the map there is room for the list, and the card stands there. */
const wideScreen = '(min-width: 60rem)';

export class MapControl {
  readonly camera: Camera;
  readonly drawing: Drawing;
  readonly #marks: Marks;
  readonly #names: SectionNames;
  readonly #listening = new AbortController();
  #pointed: Omit<Pointed, 'chosen' | 'own' | 'offers'> = { seat: null, section: null };
  #aiming = false;
  #told = '';
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly visit: HallVisit,
    colours: MapColours,
    private readonly talk: MapTalk,
  ) {
    const { hall } = visit;
    const sizeOf = () => ({ width: canvas.clientWidth || 1, height: canvas.clientHeight || 1 });
    this.camera = new Camera(hall.bounds, sizeOf(), () => this.refresh());
    const sight = {
      appearanceOf: (seat: number) => visit.appearanceOf(seat),
      fill: (section: Section) => visit.fill(section),
    };
    this.#names = new SectionNames(talk.section);
    this.#marks = new Marks(hall, this.camera, sight, this.#names, talk.stage, () => this.#whatIsPointed(), colours);
    this.drawing = new Drawing(canvas, hall, this.camera, sight, colours, (context, density) => {
      this.#marks.draw(context, density, this.#aiming);
      if (this.#names.waiting) this.refresh();
      this.#tellView();
    });
    new Gestures(canvas, this.camera, {
      tap: (at, pointer) => this.#tap(at, pointer),
      hover: (at) => this.#hover(at),
    }).listen(this.#listening.signal);
    this.#follow(sizeOf);
    visit.onappearance = (seats) => this.#appearanceChanged(seats);
    visit.onshow = (what) => ('seat' in what ? this.showSeat(what.seat) : this.showSection(what.section));
  }

  #appearanceChanged(seats: readonly number[] | null) {
    if (seats === null) {
      this.#names.forget(null);
      this.drawing.spoilAll();
    } else {
      this.#names.forget(new Set(seats.map((seat) => this.visit.hall.section[seat]!)));
      this.drawing.spoil(seats);
    }
  }

  /** The language is another one. */
  reword(): void {
    this.#names.forget(null);
    this.refresh();
  }

  #follow(sizeOf: () => { width: number; height: number }) {
    const resized = new ResizeObserver(() => {
      this.camera.resize(sizeOf());
      this.drawing.resize();
    });
    resized.observe(this.canvas);
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const heard = () => (this.camera.still = calm.matches);
    heard();
    calm.addEventListener('change', heard);
    this.#listening.signal.addEventListener('abort', () => {
      resized.disconnect();
      calm.removeEventListener('change', heard);
    });
  }

  stop(): void {
    this.#listening.abort();
    clearTimeout(this.#later);
    this.drawing.stop();
    this.visit.onappearance = this.visit.onshow = null;
  }

  refresh(): void {
    // The camera tells of its first view before there is a drawing.
    (this.drawing as Drawing | undefined)?.refresh();
  }

  recolour(colours: MapColours): void {
    this.#marks.colours = colours;
    this.drawing.recolour(colours);
  }

  zoom(factor: number): void {
    this.camera.flyZoom(factor);
  }

  showWhole(): void {
    this.camera.fly(this.camera.whole);
  }

  showSection(index: number): void {
    const { bounds } = this.visit.hall.sections[index]!;
    const margin = Math.min(48, Math.min(this.camera.size.width, this.camera.size.height) * 0.08);
    this.camera.flyTo(grown(bounds, 0.5), margin, closeUp);
  }

  /** Brings a seat to where the card does not cover it, as near as needed; not at all if it can be seen well. */
  showSeat(seat: number): void {
    const { hall } = this.visit;
    const { size } = this.camera;
    const place = { x: hall.x[seat]!, y: hall.y[seat]! };
    const covered = matchMedia(wideScreen).matches ? 0 : Math.min(cardHeight, size.height * 0.55);
    const scale = meansOneSeat(this.camera.goal.scale, 'mouse') ? this.camera.goal.scale : closeUp;
    const at = toScreen(this.camera.goal, size, place);
    const free = { x: 40, y: 40, width: size.width - 80, height: size.height - covered - 60 };
    if (scale === this.camera.goal.scale && holds(free, at)) return;
    const down = (size.height / 2 - (size.height - covered) / 2) / scale;
    this.camera.fly({ x: place.x, y: place.y + down, scale });
  }

  /** The keyboard is on the map: it means what is in the middle. */
  aim(aiming: boolean): void {
    this.#aiming = aiming;
    this.refresh();
  }

  key(event: KeyboardEvent): void {
    const { size } = this.camera;
    const middle = { x: size.width / 2, y: size.height / 2 };
    const arrows: Record<string, Point> = {
      ArrowLeft: { x: arrowStep, y: 0 },
      ArrowRight: { x: -arrowStep, y: 0 },
      ArrowUp: { x: 0, y: arrowStep },
      ArrowDown: { x: 0, y: -arrowStep },
    };
    const arrow = arrows[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow) this.camera.fly(this.#shifted(arrow));
    else if (event.key === '+' || event.key === '=') this.camera.flyZoom(1.8);
    else if (event.key === '-' || event.key === '_') this.camera.flyZoom(1 / 1.8);
    else if (event.key === '0' || event.key === 'Home') this.showWhole();
    else if (event.key === 'Enter') this.#listMiddle(middle);
    else if (event.key === ' ') this.#tap(middle, 'finger');
    else return;
    event.preventDefault();
  }

  #shifted({ x, y }: Point): View {
    const { goal } = this.camera;
    return { ...goal, x: goal.x - x / goal.scale, y: goal.y - y / goal.scale };
  }

  #listMiddle(middle: Point) {
    const section = this.#sectionAt(middle, Infinity);
    if (section) this.talk.onlist(section);
  }

  #tap(at: Point, pointer: 'finger' | 'mouse') {
    const { view } = this.camera;
    if (detailAt(view.scale) === 'sections') {
      const section = this.#sectionAt(at, nearMiss);
      if (section?.area) return this.visit.openArea(section);
      if (section) {
        this.showSection(section.index);
        this.#listLater(section);
      }
      return;
    }
    // A near miss still means a seat, above all a free one.
    const place = toHall(view, this.camera.size, at);
    const seat = seatAt(this.visit.hall, place, nearMiss / view.scale, (other) => this.#canChoose(other));
    const area = seat === undefined ? this.#areaAt(at) : undefined;
    if (area) return this.visit.openArea(area);
    if (seat === undefined) return this.visit.close();
    if (!this.#canChoose(seat)) return this.talk.ontaken();
    if (!meansOneSeat(view.scale, pointer)) this.camera.flyZoom(closeUp / view.scale, at);
    this.visit.choose(seat);
  }

  /** When the map has arrived: making the list's buttons on the way would cost it frames. */
  #listLater(section: Section) {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.visit.list(section), arrived);
  }

  #hover(at: Point | null) {
    const before = this.#pointed;
    const sections = detailAt(this.camera.view.scale) === 'sections';
    const place = at && toHall(this.camera.view, this.camera.size, at);
    this.#pointed = {
      section: at ? ((sections ? this.#sectionAt(at, 0) : this.#areaAt(at))?.index ?? null) : null,
      seat: !sections && place ? (this.visit.hall.grid.nearest(place.x, place.y, 0.6) ?? null) : null,
    };
    if (this.#pointed.seat !== null && !this.#canChoose(this.#pointed.seat)) this.#pointed.seat = null;
    this.canvas.classList.toggle('pointing', this.#pointed.section !== null || this.#pointed.seat !== null);
    if (before.seat !== this.#pointed.seat) this.talk.onhover(this.#pointed.seat);
    if (before.seat !== this.#pointed.seat || before.section !== this.#pointed.section) this.refresh();
  }

  #canChoose(seat: number): boolean {
    return this.visit.own.has(seat) || this.visit.appearanceOf(seat) === 'free';
  }

  /** `reach`: how far from a section still means it, in CSS pixels. */
  #sectionAt(at: Point, reach: number): Section | undefined {
    const { view, size } = this.camera;
    return sectionAt(this.visit.hall, toHall(view, size, at), reach / view.scale);
  }

  #areaAt(at: Point): Section | undefined {
    const section = this.#sectionAt(at, 0);
    return section?.area ? section : undefined;
  }

  #whatIsPointed(): Pointed {
    const { choice, own } = this.visit;
    return {
      ...this.#pointed,
      chosen: choice.at === 'nothing' ? null : choice.seat,
      offers: choice.at === 'lost' ? choice.offers : [],
      own: [...own.keys()],
    };
  }

  #tellView() {
    const { view, size, whole } = this.camera;
    const near = view.scale >= dotsFrom && view.scale > whole.scale * 1.05;
    const section = near ? this.#sectionAt({ x: size.width / 2, y: size.height / 2 }, 60) : undefined;
    const atWhole = view.scale <= whole.scale * 1.01;
    const told = `${section?.index ?? ''} ${atWhole}`;
    if (told === this.#told) return;
    this.#told = told;
    this.talk.onview(section ?? null, atWhole);
  }

  /** The part of the hall on the screen; for the bench and tests. */
  get part(): Box {
    return shown(this.camera.view, this.camera.size);
  }
}

function holds(box: Box, { x, y }: Point): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}
