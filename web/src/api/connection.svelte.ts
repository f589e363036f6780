/* What the pages say about the connection: offline, or asking again. One for the page; every request reports here. */

class Connection {
  online = $state(navigator.onLine);
  /** Requests that failed at least once and are being tried again, and when the next of them is. */
  retrying = $state(0);
  nextTryAt = $state(0);
  /** The server answers, but is too busy (503). */
  busy = $state(false);

  constructor() {
    addEventListener('online', () => (this.online = true));
    addEventListener('offline', () => (this.online = false));
  }

  waiting(milliseconds: number, busy: boolean) {
    this.retrying += 1;
    this.busy = busy;
    this.nextTryAt = Date.now() + milliseconds;
  }

  tried() {
    this.retrying -= 1;
  }
}

export const connection = new Connection();
