/* What this browser keeps between visits: localStorage, as JSON, under the prefix `onsale.`. Every tab sees the same.
   A browser that refuses storage (private windows of some) keeps nothing; the pages work until they are closed. */

const prefix = 'onsale.';

export const storage = {
  /** null: nothing is stored, or it cannot be read. */
  get<T>(name: string): T | null {
    try {
      const text = localStorage.getItem(prefix + name);
      return text === null ? null : (JSON.parse(text) as T);
    } catch {
      return null;
    }
  },

  /** null removes it. */
  set(name: string, value: unknown): void {
    try {
      if (value === null) localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      // There is nothing to store it in.
    }
  },

  /** Calls back when another tab changed it; not for changes of this tab. */
  onChangeElsewhere(name: string, changed: () => void): void {
    addEventListener('storage', (event) => {
      if (event.key === prefix + name || event.key === null) changed();
    });
  },
};
