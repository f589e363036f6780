// How far two colours are apart for eyes of every kind. Used to choose the colours of the price categories, and to
// judge those that a venue plan brings.

export type Rgb = readonly [red: number, green: number, blue: number];

/** Vision with all three cones, and with one of them missing (Machado, Oliveira, Fernandes 2009, severity 1). */
const visions: readonly (readonly number[])[] = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
];

/** `#rrggbb` as three bytes. */
export function rgbOf(hex: string): Rgb {
  const bits = Number.parseInt(hex.slice(1), 16);
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}

export function hexOf([red, green, blue]: Rgb): string {
  const bits = (Math.round(red) << 16) | (Math.round(green) << 8) | Math.round(blue);
  return '#' + bits.toString(16).padStart(6, '0');
}

/** `share` of `top` laid over `ground`, as the eye expects it (in gamma space, as a browser blends). */
export function mixed(ground: Rgb, top: Rgb, share: number): Rgb {
  const at = (k: 0 | 1 | 2) => ground[k] + (top[k] - ground[k]) * share;
  return [at(0), at(1), at(2)];
}

function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG 2.2 contrast, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [bright, dark] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** Ottosson's OKLab: distances in it are about as large as they look. */
function okLab(red: number, green: number, blue: number): readonly [number, number, number] {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function seenBy(vision: readonly number[], colour: Rgb): readonly [number, number, number] {
  const [red, green, blue] = [linear(colour[0]), linear(colour[1]), linear(colour[2])];
  const row = (k: number) =>
    Math.min(1, Math.max(0, vision[k]! * red + vision[k + 1]! * green + vision[k + 2]! * blue));
  return okLab(row(0), row(3), row(6));
}

/** The smallest distance over all kinds of colour vision; 0 is alike, 1 black and white. */
export function apart(a: Rgb, b: Rgb): number {
  return Math.min(
    ...visions.map((vision) => {
      const [p, q] = [seenBy(vision, a), seenBy(vision, b)];
      return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
    }),
  );
}
