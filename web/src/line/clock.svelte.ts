/* The server's clock, as well as we know it, and a tick for what counts down. */
import { offsetAfter, type ClockOffset, type ClockReading } from './countdown.ts';

class Clock {
  #offset: ClockOffset | null = null;
  /** The server's time now; reactive, four times a second. Milliseconds. */
  now = $state(Date.now());

  constructor() {
    setInterval(() => this.#tick(), 250);
    document.addEventListener('visibilitychange', () => this.#tick());
  }

  read(reading: ClockReading) {
    this.#offset = offsetAfter(this.#offset, reading);
    this.#tick();
  }

  /** Not reactive. */
  get exact(): number {
    return Date.now() + (this.#offset?.offset ?? 0);
  }

  #tick() {
    this.now = this.exact;
  }
}

export const clock = new Clock();
