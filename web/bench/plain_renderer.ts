// The seat map as one would first write it: every frame draws all that is seen, a circle for each seat. What the real
// renderer is measured against.
import { Camera } from '../src/hall/camera.ts';
import { type MapColours, sectionFill } from '../src/hall/colours.ts';
import { detailAt } from '../src/hall/detail.ts';
import { grown } from '../src/hall/geometry.ts';
import { shown, toScreen } from '../src/hall/view.ts';
import type { HallVisit } from '../src/hall/visit.svelte.ts';

export class PlainRenderer {
  readonly camera: Camera;
  #wanted = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly visit: HallVisit,
    private readonly colours: MapColours,
  ) {
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    canvas.width = size.width * devicePixelRatio;
    canvas.height = size.height * devicePixelRatio;
    this.camera = new Camera(visit.hall.bounds, size, () => this.#refresh());
    visit.onappearance = () => this.#refresh();
    this.#refresh();
  }

  #refresh() {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame((time) => {
      this.#wanted = false;
      const more = this.camera.advance(time);
      this.#draw();
      if (more) this.#refresh();
    });
  }

  #draw() {
    const { hall } = this.visit;
    const { view, size } = this.camera;
    const context = this.canvas.getContext('2d', { alpha: false })!;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.fillStyle = this.colours.ground;
    context.fillRect(0, 0, size.width, size.height);
    const detail = detailAt(view.scale);
    for (const section of hall.sections) {
      context.beginPath();
      for (let k = 0; k < section.outline.length; k += 2) {
        const at = toScreen(view, size, { x: section.outline[k]!, y: section.outline[k + 1]! });
        context.lineTo(at.x, at.y);
      }
      context.closePath();
      const { category, share } = this.visit.fill(section);
      context.fillStyle = detail === 'sections' ? sectionFill(this.colours, category, share) : this.colours.floor;
      context.fill();
      if (detail !== 'sections') continue;
      const at = toScreen(view, size, section.middle);
      context.fillStyle = this.colours.ink;
      context.fillText(section.name, at.x, at.y);
    }
    if (detail === 'sections') return;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    hall.grid.within(grown(shown(view, size), 1), (seat) => {
      const at = toScreen(view, size, { x: hall.x[seat]!, y: hall.y[seat]! });
      context.beginPath();
      context.arc(at.x, at.y, 0.41 * view.scale, 0, 2 * Math.PI);
      const free = this.visit.appearanceOf(seat) === 'free';
      context.fillStyle = free ? this.colours.categories[hall.category[seat]!]! : this.colours.taken;
      context.fill();
      if (detail !== 'numbers' || !free) return;
      context.fillStyle = '#ffffff';
      context.font = `${Math.round(view.scale * 0.36)}px sans-serif`;
      context.fillText(hall.label[seat]!, at.x, at.y);
    });
  }
}
