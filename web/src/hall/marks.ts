// What stands over the tiles and keeps its size while the map is zoomed: names of sections, the stage's name, and rings
// around seats that matter now. Drawn in each frame; there are few of them.
import type { Camera } from './camera.ts';
import { type MapColours, sectionFill } from './colours.ts';
import { detailAt, numbersFrom } from './detail.ts';
import { overlap } from './geometry.ts';
import type { Hall, Section } from './hall.ts';
import { face, type SectionNames } from './section_names.ts';
import type { Sight } from './tile_painter.ts';
import { shown, toScreen } from './view.ts';

/** What is pointed at, by index; null for nothing. */
export interface Pointed {
  seat: number | null;
  section: number | null;
  /** The seat whose card is open. */
  chosen: number | null;
  own: readonly number[];
  offers: readonly number[];
}

/** CSS pixels that a section must be wide at its middle for its name alone, with the number of free seats, with the price. */
const roomFor = { name: 13, free: 44, price: 60 } as const;

/** Up to this scale, the names of sections are shown over the map; above, the page says where one is. */
const namesUpTo = 16;

export class Marks {
  constructor(
    private readonly hall: Hall,
    private readonly camera: Camera,
    private readonly sight: Sight,
    private readonly names: SectionNames,
    private readonly stageWord: () => string,
    private readonly pointed: () => Pointed,
    public colours: MapColours,
  ) {}

  /** `aiming`: with a cross in the middle, for fans who steer by keys. */
  draw(context: CanvasRenderingContext2D, density: number, aiming: boolean): void {
    context.save();
    context.scale(density, density);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const detail = detailAt(this.camera.view.scale);
    this.names.begin();
    this.#nameStage(context);
    const near = detail !== 'sections';
    this.#nameWithin(context, density, near);
    if (near && this.camera.view.scale < namesUpTo) this.#nameAbove(context, density);
    this.#ringSeats(context);
    if (aiming) this.#cross(context);
    context.restore();
  }

  #nameStage(context: CanvasRenderingContext2D) {
    const stage = this.hall.stage;
    const scale = this.camera.view.scale;
    if (!stage || stage.width * scale < 36) return;
    const at = toScreen(this.camera.view, this.camera.size, {
      x: stage.x + stage.width / 2,
      y: stage.y + stage.height / 2,
    });
    context.font = `700 ${Math.round(Math.min(22, Math.max(11, stage.width * scale * 0.08)))}px ${face}`;
    context.fillStyle = this.colours.inkSoft;
    context.fillText(this.stageWord(), at.x, at.y);
  }

  /** `near`: seats are in sight, and only areas are drawn as a whole. */
  #nameWithin(context: CanvasRenderingContext2D, density: number, near: boolean) {
    const { view, size } = this.camera;
    const part = shown(view, size);
    const { section: under } = this.pointed();
    for (const section of this.hall.sections) {
      if ((near && !section.area) || !overlap(section.bounds, part)) continue;
      if (section.index === under) this.#outline(context, section);
      const room = 2 * section.middle.room * view.scale;
      const lines = (['price', 'free', 'name'] as const).find((k) => room >= roomFor[k]);
      if (!lines) continue;
      const { category, share } = this.sight.fill(section);
      const fill = sectionFill(this.colours, category, share);
      const large = room < 56 ? 11 : room < 80 ? 13 : 16;
      const { canvas, width, height } = this.names.picture(section, lines, fill, large, density);
      // A name much wider than its section would lie on its neighbours.
      if (lines === 'name' && width > section.bounds.width * view.scale * 1.15) continue;
      const at = toScreen(view, size, section.middle);
      const whole = (value: number) => Math.round(value * density) / density;
      context.drawImage(canvas, whole(at.x - width / 2), whole(at.y - height / 2), width, height);
    }
  }

  /** Over dots, the names stand above their sections. */
  #nameAbove(context: CanvasRenderingContext2D, density: number) {
    const { view, size } = this.camera;
    const part = shown(view, size);
    for (const section of this.hall.sections) {
      if (section.area || !overlap(section.bounds, part)) continue;
      const { canvas, width, height } = this.names.picture(section, 'name', this.colours.ground, 12, density);
      const at = toScreen(view, size, { x: section.bounds.x + section.bounds.width / 2, y: section.bounds.y });
      context.drawImage(
        canvas,
        Math.round(at.x - width / 2),
        Math.round(at.y - height - view.scale * 0.5),
        width,
        height,
      );
    }
  }

  #outline(context: CanvasRenderingContext2D, section: Section) {
    context.beginPath();
    for (let k = 0; k < section.outline.length; k += 2) {
      const at = toScreen(this.camera.view, this.camera.size, { x: section.outline[k]!, y: section.outline[k + 1]! });
      context.lineTo(at.x, at.y);
    }
    context.closePath();
    context.strokeStyle = this.colours.ink;
    context.lineWidth = 2.5;
    context.lineJoin = 'round';
    context.stroke();
  }

  #ringSeats(context: CanvasRenderingContext2D) {
    const { seat, chosen, own, offers } = this.pointed();
    // Close up, its own shape is enough, and a pin would hide the seat behind.
    if (this.camera.view.scale < numbersFrom) for (const mine of own) this.#pin(context, mine);
    offers.forEach((offer) => this.#ring(context, offer, 2, [4, 3]));
    if (seat !== null && seat !== chosen) this.#ring(context, seat, 2, []);
    if (chosen !== null) this.#ring(context, chosen, 3.5, []);
  }

  #ring(context: CanvasRenderingContext2D, seat: number, width: number, dashes: number[]) {
    const at = toScreen(this.camera.view, this.camera.size, { x: this.hall.x[seat]!, y: this.hall.y[seat]! });
    const radius = Math.max(6, this.hall.spacing * this.camera.view.scale * 0.5) + width;
    context.beginPath();
    context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    context.setLineDash([]);
    context.lineWidth = width + 3;
    context.strokeStyle = this.colours.floor;
    context.stroke();
    context.setLineDash(dashes);
    context.lineWidth = width;
    context.strokeStyle = this.colours.ink;
    context.stroke();
    context.setLineDash([]);
  }

  #cross(context: CanvasRenderingContext2D) {
    const [x, y] = [this.camera.size.width / 2, this.camera.size.height / 2];
    for (const [width, colour] of [
      [5, this.colours.floor],
      [2, this.colours.ink],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.beginPath();
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        context.moveTo(x + dx * 5, y + dy * 5);
        context.lineTo(x + dx * 16, y + dy * 16);
      }
      context.stroke();
    }
  }

  /** My seats are found from far away, too. */
  #pin(context: CanvasRenderingContext2D, seat: number) {
    const scale = this.hall.spacing * this.camera.view.scale;
    const at = toScreen(this.camera.view, this.camera.size, { x: this.hall.x[seat]!, y: this.hall.y[seat]! });
    const top = at.y - scale * 0.45;
    const radius = 11;
    context.beginPath();
    context.moveTo(at.x, top);
    context.arc(at.x, top - radius * 1.55, radius, 0.75 * Math.PI, 0.25 * Math.PI);
    context.closePath();
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = this.colours.floor;
    context.stroke();
    context.fillStyle = this.colours.own;
    context.fill();
    context.beginPath();
    context.moveTo(at.x - 4.5, top - radius * 1.55);
    context.lineTo(at.x - 1.2, top - radius * 1.55 + 3.4);
    context.lineTo(at.x + 4.8, top - radius * 1.55 - 3.6);
    context.lineWidth = 2.4;
    context.lineCap = 'round';
    context.strokeStyle = this.colours.floor;
    context.stroke();
    context.lineCap = 'butt';
  }
}
