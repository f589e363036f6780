/* What has just been done, or could not be. Said once to a screen reader, shown for a while, closed by hand. */

export interface Notice {
  id: number;
  tone: 'good' | 'bad';
  text: string;
}

/** Long enough to read two lines; failures stay until they are closed. */
const shownMs = 8000;

class Notices {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  good(text: string) {
    const id = this.#add('good', text);
    setTimeout(() => this.close(id), shownMs);
  }

  bad(text: string) {
    this.#add('bad', text);
  }

  close(id: number) {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(tone: Notice['tone'], text: string): number {
    const id = this.#next++;
    this.list = [...this.list, { id, tone, text }].slice(-3);
    return id;
  }
}

export const notices = new Notices();
