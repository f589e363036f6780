// How much is drawn at a scale (CSS pixels for a seat's width).

/** sections: outlines with names and numbers; dots: each seat; numbers: seats with their labels. */
export type Detail = 'sections' | 'dots' | 'numbers';

export const dotsFrom = 5;
export const numbersFrom = 22;

export function detailAt(scale: number): Detail {
  if (scale < dotsFrom) return 'sections';
  return scale < numbersFrom ? 'dots' : 'numbers';
}

/** From here on a seat is as large a target as fingers need (WCAG 2.2, 2.5.8), in CSS pixels. */
export const easyToHit = { finger: 24, mouse: 12 } as const;

/** Whether a tap can mean one seat: below, the map comes closer, and the seat is proposed. */
export function meansOneSeat(scale: number, pointer: keyof typeof easyToHit): boolean {
  return scale >= easyToHit[pointer];
}
