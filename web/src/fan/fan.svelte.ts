/* Who I am: an id (and in the closed phases an access token), kept in this browser. */
import { register, type Identity } from '../api/onsale.ts';
import { beginAttempt, endAttempt } from './attempt.ts';
import { keep, kept, onKeptElsewhere } from './kept.ts';

export interface Me extends Identity {
  name: string;
}

class Fan {
  me = $state.raw<Me | null>(kept<Me>('fan'));
  /** The server does not know this fan (any more): its data were made anew. Said once. */
  forgotten = $state(false);

  constructor() {
    onKeptElsewhere('fan', () => (this.me = kept<Me>('fan')));
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
    keep('fan', this.me);
    endAttempt('register');
    this.forgotten = false;
    return this.me;
  }

  forget() {
    this.me = null;
    this.forgotten = true;
    keep('fan', null);
    endAttempt('register');
  }
}

export const fan = new Fan();
