/* Time until something, by the server's clock. */

/** Whole seconds left, rounded up: 0 is shown at the end and not a second before. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** 4:05; from an hour on 1:04:05. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export interface Parts {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function partsOf(seconds: number): Parts {
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  };
}

/** A hold's last seconds, in which the page warns. */
export const warnSeconds = 30;
