/* The fan's way through the line, the same in all tabs. */
import { pause } from '../api/backoff.ts';
import { generateToken, leaveLine } from '../api/onsale.ts';
import { isRefused, Refused } from '../api/problem.ts';
import { channelOf, tabsHearEachOther } from '../browser/channel.ts';
import { fan } from '../fan/fan.svelte.ts';
import { storage } from '../browser/storage.ts';
import { clock } from '../browser/clock.svelte.ts';
import {
  fromStored,
  inLine,
  outside,
  standingAfter,
  toStored,
  type Stored,
  type Message,
  type Standing,
} from './standing.ts';
import { Tabs } from '../browser/tabs.ts';
import { waitInLine } from './waiting.ts';

/** Before a fan whom the server had lost asks again: the node that is asked next may not know of it yet. Milliseconds. */
const afterLoss = 1_000;

class Line {
  standing = $state.raw<Standing>(fromStored(storage.get<Stored>('line'), fan.me?.userId ?? null, clock.exact));
  #tabs: Tabs<Message, Standing>;

  constructor() {
    this.#tabs = new Tabs(
      'onsale.line',
      tabsHearEachOther ? (navigator.locks ?? null) : null,
      channelOf('onsale.line'),
      {
        onMessage: (message) => this.#take(standingAfter(this.standing, message, Date.now())),
        onState: (standing) => this.#take(standing),
        state: () => this.standing,
      },
    );
    this.#take(this.standing);
    // Another tab registered this fan, or forgot them.
    storage.onChangeElsewhere('fan', () => this.#take(fan.me ? this.standing : outside));
    setInterval(() => {
      this.#endSession();
      if (document.visibilityState === 'visible') this.#tabs.takeOver(this.#lead);
    }, 1000);
  }

  /** The token that opens seats and reservations, while the session lasts. */
  get token(): string | null {
    return this.standing.status === 'inside' ? this.standing.token : null;
  }

  join() {
    if (fan.me && !inLine(this.standing) && this.standing.status !== 'inside') this.#tell({ what: 'joining' });
  }

  /** Takes the slot. A fan who comes too late goes on waiting. Throws Refused or Unreachable. */
  async comeIn() {
    const me = fan.me;
    if (!me || this.standing.status !== 'called') return;
    this.#tell({ what: 'place', answer: await generateToken(me, this.standing.token, null, 8) });
  }

  /** Leaves the line, or ends the session inside. */
  async leave() {
    if (!fan.me) return;
    await leaveLine(fan.me);
    this.#tell({ what: 'left' });
  }

  /** The server says that the session is over; `paid`: by the payment, which is as it should be. */
  sessionOver(why: 'ended' | 'paid') {
    if (this.standing.status === 'inside') this.#tell({ what: why === 'paid' ? 'left' : 'over' });
  }

  /** The fan has read that the session is over. */
  dismiss() {
    if (this.standing.status === 'over') this.#tell({ what: 'left' });
  }

  #endSession() {
    const { status, expiresAt } = this.standing;
    if (status === 'inside' && expiresAt && Date.parse(expiresAt) <= clock.exact) this.sessionOver('ended');
  }

  #tell(message: Message) {
    this.#take(standingAfter(this.standing, message, Date.now()));
    storage.set('line', fan.me ? toStored(this.standing, fan.me.userId) : null);
    this.#tabs.tell(message);
  }

  #take(standing: Standing) {
    this.standing = standing;
    const me = fan.me;
    if (!me || !inLine(standing)) return this.#tabs.stop();
    this.#tabs.seek(this.#lead);
  }

  #lead = async (signal: AbortSignal) => {
    const tell = (message: Message) => this.#tell(message);
    while (fan.me && !signal.aborted) {
      try {
        return await waitInLine({ who: fan.me, token: () => this.standing.token, tell, signal });
      } catch (fault) {
        const lost = isRefused(fault, 'unknown-user') && (await fan.registerAgain());
        if (!lost) return this.#refused(fault);
        await pause(afterLoss, signal).catch(() => undefined);
      }
    }
  };

  #refused(fault: unknown) {
    if (!(fault instanceof Refused)) throw fault;
    // Another server, or an access token that has ended: this browser's fan is nobody there.
    if (isRefused(fault, 'unknown-user', 'unauthorized', 'forbidden')) fan.forget();
    this.#tell({ what: 'left' });
  }
}

export const line = new Line();
