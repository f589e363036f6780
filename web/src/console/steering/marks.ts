/* What was steered, and when it was seen: drawn into the plots, so that its effect can be told from the crowd's. */
import type { Steering } from '../types.ts';

export type MarkedAction = 'pause' | 'resume' | 'capacity' | 'rate' | 'opening' | 'message';

export interface Mark {
  /** Since 1970. */
  second: number;
  action: MarkedAction;
  /** The new value of a capacity or rate. */
  value?: number;
}

/** As many as can be told apart in ten minutes. */
export const mostMarks = 40;

export function marksBetween(before: Steering, after: Steering, second: number): Mark[] {
  const marks: Mark[] = [];
  if (before.paused !== after.paused) marks.push({ second, action: after.paused ? 'pause' : 'resume' });
  const [was, is] = [before.inForce, after.inForce];
  if (was.capacity !== is.capacity) marks.push({ second, action: 'capacity', value: is.capacity });
  if (was.admitPerSecond !== is.admitPerSecond) marks.push({ second, action: 'rate', value: is.admitPerSecond });
  if (before.opensAt !== after.opensAt) marks.push({ second, action: 'opening' });
  if (before.message?.at !== after.message?.at && after.message) marks.push({ second, action: 'message' });
  return marks;
}
