/* Charging what is missing and paying, each once: the key of what is under way outlives lost answers and reloads. */
import { charge, getPoints, pay } from '../../api/onsale.ts';
import { isRefused, Refused } from '../../api/problem.ts';
import { beginAttempt, endAttempt, openAttempt } from '../../fan/attempt.ts';
import { fan } from '../../fan/fan.svelte.ts';
import { own } from '../../sale/reservations.svelte.ts';
import { line } from '../../line/line.svelte.ts';

export type Doing = 'nothing' | 'charging' | 'paying';
export type Fault = 'short' | 'refused' | 'overflow' | 'stillLost' | 'gone';

export class Purchase {
  doing = $state<Doing>('nothing');
  fault = $state<Fault | null>(null);
  /** null: not known yet. */
  points = $state<number | null>(null);

  constructor(private readonly reservationId: string) {}

  /** Asks for the balance, and goes on with what a reload or a lost connection interrupted. */
  async begin() {
    await this.#balance();
    const charging = openAttempt<number>(this.#charging);
    if (charging) await this.charge(charging.what);
    if (openAttempt<null>(this.#paying)) await this.pay();
  }

  async charge(amount: number) {
    const me = fan.me;
    if (!me) return;
    await this.#once('charging', this.#charging, async () => {
      const attempt = beginAttempt(this.#charging, amount);
      const charged = await charge(me, attempt.what, attempt.key);
      this.points = charged.point;
    });
    // A replayed answer tells the balance of then.
    await this.#balance();
  }

  async pay() {
    const me = fan.me;
    if (!me) return;
    await this.#once('paying', this.#paying, async () => {
      const attempt = beginAttempt(this.#paying, null);
      await pay(me, this.reservationId, attempt.key);
      own.markPaid(this.reservationId);
      line.sessionOver('paid');
    });
    if (this.fault === 'short') await this.#balance();
  }

  async #once(doing: Doing, name: string, act: () => Promise<void>) {
    if (this.doing !== 'nothing') return;
    this.doing = doing;
    this.fault = null;
    try {
      await act();
      endAttempt(name);
    } catch (fault) {
      this.fault = faultOf(fault);
      // Where the server has said no, the next try is another one; where it has said nothing, it is the same.
      if (fault instanceof Refused && fault.status < 500) endAttempt(name);
    } finally {
      this.doing = 'nothing';
    }
  }

  async #balance() {
    if (!fan.me) return;
    try {
      this.points = (await getPoints(fan.me)).point;
    } catch (fault) {
      this.fault ??= faultOf(fault);
    }
  }

  get #charging() {
    return `charge.${this.reservationId}`;
  }

  get #paying() {
    return `pay.${this.reservationId}`;
  }
}

function faultOf(fault: unknown): Fault {
  if (isRefused(fault, 'points-short')) return 'short';
  if (isRefused(fault, 'balance-overflow')) return 'overflow';
  if (isRefused(fault, 'hold-expired', 'unknown-reservation')) return 'gone';
  if (fault instanceof Refused && fault.status < 500) return 'refused';
  return 'stillLost';
}
