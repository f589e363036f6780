// The names in the sections of the overview, as pictures: writing them in each frame, with their rims, would take
// longer than all else together.
import { rgbOf } from './colour_vision.ts';
import { textOn } from './colours.ts';
import type { Section } from './hall.ts';

/** What is said in a section: its name, and below what fits. */
export type SectionWords = (section: Section) => { name: string; free: string; price: string };

/** How many lines fit: the name alone, with the number of free seats, with the price. */
export type Lines = 'name' | 'free' | 'price';

export const face = "system-ui, 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif";

/** In one frame this many names are written again; the others wait for the next, and show what they said. */
const mostWritten = 6;

interface Picture {
  readonly key: string;
  readonly canvas: HTMLCanvasElement;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export class SectionNames {
  /** Some names wait for the next frame. */
  waiting = false;
  readonly #pictures = new Map<number, Picture>();
  readonly #words = new Map<number, ReturnType<SectionWords>>();

  #left = mostWritten;

  constructor(private readonly words: SectionWords) {}

  /** These sections have other words now; null: all. */
  forget(sections: Iterable<number> | null): void {
    if (sections === null) this.#words.clear();
    else for (const section of sections) this.#words.delete(section);
  }

  /** A frame begins. */
  begin(): void {
    this.#left = mostWritten;
    this.waiting = false;
  }

  /** `large`: the size of the name in CSS pixels; `fill`: the colour it stands on. */
  picture(section: Section, lines: Lines, fill: string, large: number, density: number): Picture {
    let words = this.#words.get(section.index);
    if (!words) this.#words.set(section.index, (words = this.words(section)));
    const below = lines === 'name' ? [] : lines === 'free' ? [words.free] : [words.free, words.price];
    const key = [words.name, ...below, fill, large, density].join();
    let picture = this.#pictures.get(section.index);
    if (!picture || (picture.key !== key && this.#left > 0)) {
      this.#left -= 1;
      picture = { key, ...written(words.name, below, fill, large, density) };
      this.#pictures.set(section.index, picture);
    }
    this.waiting ||= picture.key !== key;
    return picture;
  }
}

function written(name: string, below: readonly string[], fill: string, large: number, density: number) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const small = Math.max(10, large - 4);
  const fonts = [`700 ${large}px ${face}`, ...below.map(() => `500 ${small}px ${face}`)];
  const texts = [name, ...below];
  const rim = 2;
  const widths = texts.map((text, k) => {
    context.font = fonts[k]!;
    return context.measureText(text).width;
  });
  const width = Math.ceil(Math.max(...widths)) + 2 * rim;
  const height = Math.ceil(large * 1.3 + below.length * small * 1.25) + 2 * rim;
  canvas.width = width * density;
  canvas.height = height * density;
  context.scale(density, density);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // A rim in the section's own colour, for words that are a little wider than it.
  context.strokeStyle = fill;
  context.lineWidth = 2 * rim;
  context.lineJoin = 'round';
  context.fillStyle = textOn(rgbOf(fill));
  let y = rim + large * 0.65;
  texts.forEach((text, k) => {
    context.font = fonts[k]!;
    context.strokeText(text, width / 2, y);
    context.fillText(text, width / 2, y);
    y += k === 0 ? (large * 1.3 + small * 1.25) / 2 : small * 1.25;
  });
  return { canvas, width, height };
}
