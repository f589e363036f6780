// The colours of the map, for a light and a dark theme.
import { apart, contrast, hexOf, mixed, type Rgb, rgbOf } from './colour_vision.ts';
import type { Category } from './hall.ts';

export interface MapColours {
  readonly ground: string;
  readonly floor: string;
  readonly edge: string;
  readonly stage: string;
  readonly ink: string;
  readonly inkSoft: string;
  /** Of seats that cannot be had. */
  readonly taken: string;
  readonly own: string;
  /** By category. */
  readonly categories: readonly string[];
}

type Ground = Omit<MapColours, 'categories'>;

const light: Ground = {
  ground: '#f6f6f8',
  floor: '#ffffff',
  edge: '#c6c9d3',
  stage: '#dcdee6',
  ink: '#16181d',
  inkSoft: '#555a68',
  taken: '#a9adb8',
  own: '#16181d',
};

const dark: Ground = {
  ground: '#101216',
  floor: '#1d2127',
  edge: '#3c424d',
  stage: '#2c313a',
  ink: '#f1f2f5',
  inkSoft: '#aeb4c0',
  taken: '#5d6472',
  own: '#ffffff',
};

/** Chosen by search: for all kinds of colour vision as far apart as eight colours with that contrast can be, the first
    ones most of all. */
export const lightCategories = ['#804adb', '#124686', '#388ca8', '#ac731a', '#7a2a06', '#6c651f', '#8c4c61', '#613460'];
export const darkCategories = ['#907bf8', '#5cdefc', '#e66700', '#fed899', '#fa979d', '#a9c719', '#71a7ef', '#ba7ca0'];

/** What graphics need against what they stand on (WCAG 2.2, 1.4.11). */
export const enoughContrast = 3;
/** Colours that are closer for somebody's eyes are taken for one another. */
export const enoughApart = 0.06;

export function mapColours(isDark: boolean, categories: readonly Category[]): MapColours {
  const ground = isDark ? dark : light;
  const ours = isDark ? darkCategories : lightCategories;
  const planned = categories.map(({ colour }) => colour);
  const colours = areGood(planned, ground.floor) ? planned : inOrderOfPrice(categories, ours);
  return { ...ground, categories: colours };
}

/** Whether a plan's own colours can be seen on the floor, and told apart by everybody. */
export function areGood(colours: readonly string[], floor: string): boolean {
  const all = colours.map(rgbOf);
  return all.every(
    (colour, index) =>
      contrast(colour, rgbOf(floor)) >= enoughContrast &&
      all.slice(0, index).every((other) => apart(colour, other) >= enoughApart),
  );
}

/** The dearest category gets the first colour. More categories than colours start over. */
function inOrderOfPrice(categories: readonly Category[], colours: readonly string[]): string[] {
  const order = categories
    .map((_, index) => index)
    .sort((a, b) => categories[b]!.price - categories[a]!.price || a - b);
  const chosen: string[] = [];
  order.forEach((category, place) => (chosen[category] = colours[place % colours.length]!));
  return chosen;
}

/** A section's fill: the more of it is free, the more of the category's colour. */
export function sectionFill(colours: MapColours, category: number | null, share: number): string {
  if (category === null || share <= 0) return hexOf(mixed(rgbOf(colours.floor), rgbOf(colours.taken), 0.35));
  return hexOf(mixed(rgbOf(colours.floor), rgbOf(colours.categories[category]!), 0.3 + 0.7 * share));
}

/** Black or white, whichever is easier to read on a colour. */
export function textOn(colour: Rgb): string {
  return contrast(colour, [255, 255, 255]) >= contrast(colour, [16, 18, 22]) ? '#ffffff' : '#101216';
}
