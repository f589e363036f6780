/* The fan of this browser: an id (and in the closed phases an access token), kept in this browser. */
import { register, registerAgain, type Identity } from '../api/onsale.ts';
import { Unreachable } from '../api/problem.ts';
import { beginAttempt, endAttempt } from './attempt.ts';
import { storage } from '../browser/storage.ts';

export interface Me extends Identity {
  name: string;
}

/** A fan who is lost again so soon after is not registered a second time. Milliseconds. */
const once = 600_000;
/** So long answers may still come in that were asked for before, in this tab or another one. Milliseconds. */
const underWay = 10_000;

class Fan {
  me = $state.raw<Me | null>(storage.get<Me>('fan'));
  /** The server does not know this fan (any more): its data were made again. Said once. */
  forgotten = $state(false);
  /** The server had lost this fan, who was registered again: the place is kept, points and reservations are not. */
  lost = $state(false);
  #again: Promise<boolean> | null = null;

  constructor() {
    storage.onChangeElsewhere('fan', () => (this.me = storage.get<Me>('fan')));
  }

  /** Throws Refused or Unreachable. Asked again after a lost answer, it is the same fan. */
  async register(name: string): Promise<Me> {
    const attempt = beginAttempt('register', { name });
    if (attempt.what.name !== name) {
      endAttempt('register');
      return this.register(name);
    }
    const user = await register(name, attempt.key);
    this.me = { userId: user.id, name, ...(user.accessToken ? { accessToken: user.accessToken } : {}) };
    storage.set('fan', this.me);
    endAttempt('register');
    this.forgotten = false;
    return this.me;
  }

  /**
   * The server does not know this fan. True: they were registered again, under the same name and id; the caller may
   * ask again. Done once: a server that loses them time and again is not to be asked in a loop. False: they are
   * forgotten here, too. Throws Unreachable.
   */
  registerAgain(): Promise<boolean> {
    this.#again ??= this.#registerAgain().finally(() => (this.#again = null));
    return this.#again;
  }

  async #registerAgain(): Promise<boolean> {
    const me = this.me;
    if (!me) return false;
    const before = storage.get<{ userId: string; at: number }>('registered-again');
    const since = before?.userId === me.userId ? Date.now() - before.at : once;
    if (since < underWay) return true;
    if (since < once) return this.#forgotten();
    const attempt = beginAttempt('register-again', null);
    try {
      await registerAgain(me, me.name, attempt.key);
    } catch (fault) {
      if (fault instanceof Unreachable) throw fault;
      endAttempt('register-again');
      return this.#forgotten();
    }
    endAttempt('register-again');
    storage.set('registered-again', { userId: me.userId, at: Date.now() });
    this.lost = true;
    return true;
  }

  #forgotten(): false {
    this.forget();
    return false;
  }

  forget() {
    this.me = null;
    this.forgotten = true;
    this.lost = false;
    storage.set('fan', null);
    endAttempt('register');
  }
}

export const fan = new Fan();
