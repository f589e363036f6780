/* One table on its way to a file. The key goes in a header, so a link will not do. It begins with a byte order mark,
   which tells Excel that the text is UTF-8. */
import { problemOf, Refused } from '../../api/problem.ts';
import { operator } from '../operator.svelte.ts';

export type Table = 'reservations' | 'points';

export class Export {
  /** Bytes so far; null while nothing is under way. */
  received = $state<number | null>(null);
  #request: AbortController | null = null;

  /** Saves the file and returns its name and size. Throws Refused, or what broke the connection. */
  async run(table: Table): Promise<{ name: string; size: number }> {
    const request = new AbortController();
    this.#request = request;
    this.received = 0;
    try {
      const response = await fetch(`/operator/${table}.csv?bom=1`, {
        headers: operator.headers,
        signal: request.signal,
      });
      if (response.status === 401) operator.signOut();
      if (!response.ok || !response.body) throw new Refused(await problemOf(response));
      const counted = response.body.pipeThrough(this.#counter());
      const blob = await new Response(counted, { headers: { 'Content-Type': 'text/csv' } }).blob();
      const name = nameOf(table, new Date());
      save(blob, name);
      return { name, size: blob.size };
    } finally {
      this.received = null;
      this.#request = null;
    }
  }

  stop() {
    this.#request?.abort();
  }

  #counter(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    let bytes = 0;
    return new TransformStream({
      transform: (chunk, controller) => {
        bytes += chunk.byteLength;
        this.received = bytes;
        controller.enqueue(chunk);
      },
    });
  }
}

/** reservations-20261224-2000.csv, in this browser's time. */
export function nameOf(table: Table, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${table}-${day}-${two(now.getHours())}${two(now.getMinutes())}.csv`;
}

function save(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
