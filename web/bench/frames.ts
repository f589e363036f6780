// The page of the bench: the seat map's renderer and a plain one go the same way over the hall, and each frame is timed.
import '../src/theme/base.css';
import { Camera } from '../src/hall/camera.ts';
import { mapColours } from '../src/hall/colours.ts';
import { Hall } from '../src/hall/hall.ts';
import { MapControl } from '../src/hall/map_control.ts';
import type { Change } from '../src/hall/statuses.ts';
import { HallVisit } from '../src/hall/visit.svelte.ts';
import { packed } from '../src/hall/small_hall.ts';
import { showing } from '../src/hall/view.ts';
import { PlainRenderer } from './plain_renderer.ts';

export interface Times {
  /** Milliseconds from one frame to the next, over the whole way. */
  frames: number[];
  /** Milliseconds that the script took in each frame. */
  work: number[];
}

interface Renderer {
  camera: Camera;
  changed: (changes: Change[]) => void;
}

/** What happens in frame k; false: the way is over. */
type Step = (camera: Camera, k: number) => boolean;

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

const hall = new Hall(await (await fetch('/map.json')).json());
const colours = mapColours(false, hall.categories);

function make(kind: string): Renderer {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh';
  document.body.replaceChildren(canvas);
  const nobody = () => Promise.reject(new Error('the bench has no server'));
  const visit = new HallVisit(hall, {
    readSeats: nobody,
    reserve: nobody,
    onhold: () => {},
    onsessionover: () => {},
    onotherseats: () => {},
  });
  visit.changed(visit.statuses.replace(packed(Array.from({ length: hall.seatCount }, () => 0))));
  const changed = (changes: Change[]) => visit.changed(visit.statuses.apply(changes));
  if (kind === 'plain') return { camera: new PlainRenderer(canvas, visit, colours).camera, changed };
  const words = { name: '', free: '1,000석', price: '11만원~' };
  const control = new MapControl(canvas, visit, colours, {
    section: (section) => ({ ...words, name: section.name }),
    stage: () => '그라운드',
    onview: () => {},
    onlist: () => {},
    onhover: () => {},
    ontaken: () => {},
  });
  return { camera: control.camera, changed };
}

const seatsIn = ({ rows }: (typeof hall.sections)[number]) => rows.reduce((sum, { count }) => sum + count, 0);

/** Zooms by the wheel, drags over dots and over numbers, flies to sections and back: what a fan does in half a minute. */
function way(camera: Camera): { name: string; step: Step }[] {
  const middle = { x: camera.size.width / 2, y: camera.size.height / 2 };
  const start = hall.sections.reduce((a, b) => (seatsIn(b) > seatsIn(a) ? b : a));
  const wheel =
    (factor: number, frames: number): Step =>
    (at, k) => (at.zoomBy(factor, middle), k < frames);
  const drag =
    (speed: number, frames: number): Step =>
    (at, k) => {
      const angle = (2 * Math.PI * k) / frames;
      at.drag(speed * Math.cos(angle), speed * Math.sin(angle));
      return k < frames;
    };
  const fly =
    (to: () => Parameters<Camera['fly']>[0], frames: number): Step =>
    (at, k) => {
      if (k === 0) at.fly(to());
      return k < frames;
    };
  return [
    { name: 'fly to a section', step: fly(() => showing(start.bounds, camera.size, 40), 45) },
    { name: 'wheel out to dots', step: (at, k) => (at.zoomBy(at.view.scale > 6 ? 0.96 : 1, middle), k < 60) },
    { name: 'drag over dots', step: drag(16, 240) },
    { name: 'wheel in to numbers', step: wheel(1.04, 45) },
    { name: 'drag over numbers', step: drag(16, 240) },
    { name: 'fly to the whole hall', step: fly(() => camera.whole, 45) },
    { name: 'wheel in and out', step: (at, k) => (at.zoomBy(k % 120 < 60 ? 1.05 : 1 / 1.05, middle), k < 240) },
  ];
}

async function run(kind: string): Promise<Record<string, Times>> {
  const { camera, changed } = make(kind);
  for (let k = 0; k < 30; k += 1) await nextFrame();
  const times: Record<string, Times> = {};
  for (const { name, step } of way(camera)) {
    const here: Times = (times[name] = { frames: [], work: [] });
    let last = await nextFrame();
    for (let k = 0, more = true; more; k += 1) {
      more = step(camera, k);
      // Others buy meanwhile: thirty seats ten times a second.
      if (k % 6 === 0)
        changed(Array.from({ length: 30 }, (_, n) => [(k * 977 + n * 1301) % hall.seatCount, (k / 6) % 3]));
      const begun = performance.now();
      const now = await nextFrame();
      here.frames.push(now - last);
      here.work.push(performance.now() - Math.max(begun, now));
      last = now;
    }
  }
  return times;
}

Object.assign(globalThis, { run });
document.title = 'ready';
