/* The server's clock, as well as we know it, and a tick for what counts down. */
import { storage } from './storage.ts';
import { offsetAfter, type ClockOffset, type ClockReading } from './clock_offset.ts';

class Clock {
  // The one of the last visit, until this one knows better: a wrong clock shall not end a session at a reload.
  #offset: ClockOffset | null = storage.get<ClockOffset>('clock');
  /** The server's time now; reactive, four times a second. Milliseconds. */
  now = $state(this.exact);
  /** This browser's own time, as reactive: for what was noted by it. */
  local = $state(Date.now());

  constructor() {
    setInterval(() => this.#tick(), 250);
    document.addEventListener('visibilitychange', () => this.#tick());
  }

  read(reading: ClockReading) {
    this.#offset = offsetAfter(this.#offset, reading);
    storage.set('clock', this.#offset);
    this.#tick();
  }

  /** Not reactive. */
  get exact(): number {
    return Date.now() + (this.#offset?.offset ?? 0);
  }

  #tick() {
    this.now = this.exact;
    this.local = Date.now();
  }
}

export const clock = new Clock();
