/* The operator: the admin key, kept while this tab is open, and a name that the audit entries bear. */
import { ask, type Request, send } from '../api/client.ts';
import { isRefused } from '../api/problem.ts';

const keyStored = 'onsale.console.key';
const nameStored = 'onsale.console.name';

/** asking: not known yet whether a key is needed. away: the server did not answer. out: a key is needed. */
type Standing = 'asking' | 'away' | 'out' | 'in';

class Operator {
  standing = $state<Standing>('asking');
  name = $state(sessionStorage.getItem(nameStored) ?? '');
  /** Why the key is asked for: it was wrong, or the server takes it no more. */
  refused = $state<'wrong' | 'ended' | null>(null);
  #key = $state<string | null>(sessionStorage.getItem(keyStored));

  /** In the phase dev the server asks for none. */
  get hasKey(): boolean {
    return this.#key !== null;
  }

  async begin() {
    this.standing = 'asking';
    await this.#knock(this.#key, 'ended');
  }

  async signIn(key: string, name: string) {
    this.rename(name);
    await this.#knock(key, 'wrong');
  }

  signOut() {
    this.#keep(null);
    this.refused = null;
    this.standing = 'out';
  }

  rename(name: string) {
    this.name = fitting(name.trim());
    sessionStorage.setItem(nameStored, this.name);
  }

  /** A request as the operator. A 401 asks for the key again; everything else is the caller's. */
  ask<T>(path: string, request: Request = {}): Promise<T> {
    return this.#watched(() => ask<T>(path, this.#signed(request)));
  }

  send(path: string, request: Request = {}): Promise<Response> {
    return this.#watched(() => send(path, this.#signed(request)));
  }

  /** What a request that is sent otherwise needs. */
  get headers(): Record<string, string> {
    return this.#key === null ? {} : { Authorization: `Bearer ${this.#key}` };
  }

  #signed(request: Request): Request {
    const writes = request.method !== undefined && request.method !== 'GET';
    // A header is ASCII; names are not.
    const who = writes && this.name !== '' ? { Operator: encodeURIComponent(this.name) } : {};
    return { ...request, bearer: this.#key, headers: { ...request.headers, ...who } };
  }

  async #watched<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (fault) {
      if (isRefused(fault) && fault.status === 401) {
        this.signOut();
        this.refused = 'ended';
      }
      throw fault;
    }
  }

  async #knock(key: string | null, ifRefused: 'wrong' | 'ended') {
    try {
      await ask('/operator/steering', { bearer: key, tries: 1 });
      this.#keep(key);
      this.refused = null;
      this.standing = 'in';
    } catch (fault) {
      if (isRefused(fault) && (fault.status === 401 || fault.status === 403)) {
        this.signOut();
        this.refused = key === null ? null : ifRefused;
      } else {
        this.standing = 'away';
      }
    }
  }

  #keep(key: string | null) {
    this.#key = key;
    if (key === null) sessionStorage.removeItem(keyStored);
    else sessionStorage.setItem(keyStored, key);
  }
}

/** As much of a name as the server takes: 100 bytes. */
function fitting(name: string): string {
  const characters = [...name];
  while (new TextEncoder().encode(characters.join('')).length > 100) characters.pop();
  return characters.join('');
}

export const operator = new Operator();
