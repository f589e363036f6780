/* setTimeout that is on time in the background, too: browsers wake the timers of a tab that nobody looks at once a minute,
   and a fan whose page comes back that late after a restart may be overtaken. Timers of a worker are not held back. Where
   there is no worker, it is setTimeout alone. */

const bells = new Map<number, () => void>();
let last = 0;
let worker: Worker | null | undefined; // undefined: not asked for yet

/** Calls `ring` once, after this many milliseconds. Returns how to stop that. */
export function later(milliseconds: number, ring: () => void): () => void {
  const id = (last += 1);
  const once = () => {
    if (!bells.delete(id)) return;
    clearTimeout(timer);
    ring();
  };
  const timer = setTimeout(once, milliseconds);
  bells.set(id, once);
  if (worker === undefined) worker = started();
  worker?.postMessage({ id, milliseconds });
  return () => {
    bells.delete(id);
    clearTimeout(timer);
  };
}

function started(): Worker | null {
  if (typeof Worker !== 'function') return null;
  try {
    const made = new Worker(new URL('./timer_worker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<number>) => bells.get(data)?.();
    return made;
  } catch {
    return null;
  }
}
