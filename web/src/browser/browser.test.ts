import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomKey } from './random_key.ts';
import { after, anyOf } from './signals.ts';

afterEach(() => void vi.unstubAllGlobals());

describe('a random key', () => {
  it('is another one each time, with and without the help of the browser', () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(randomKey()).toMatch(form);
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    expect(crypto.randomUUID).toBeUndefined();
    const keys = Array.from({ length: 100 }, randomKey);
    for (const key of keys) expect(key).toMatch(form);
    expect(new Set(keys).size).toBe(100);
  });
});

describe.each(['with', 'without'])('signals %s the help of the browser', (help) => {
  const without = () => {
    if (help === 'without') vi.stubGlobal('AbortSignal', class {});
  };

  it('stop when one of them does', () => {
    without();
    const [first, second] = [new AbortController(), new AbortController()];
    const either = anyOf(first.signal, second.signal);
    expect(either.aborted).toBe(false);
    second.abort('enough');
    expect([either.aborted, either.reason]).toEqual([true, 'enough']);
    expect(anyOf(first.signal, second.signal).reason).toBe('enough');
  });

  it('stop when the time is over', async () => {
    without();
    const late = after(1);
    await new Promise((resolve) => late.addEventListener('abort', resolve));
    expect(late.aborted).toBe(true);
  });
});

describe('a bell', () => {
  afterEach(() => void vi.resetModules());

  it('rings once, by the page or by a worker, whichever comes first', async () => {
    const said: { id: number; milliseconds: number }[] = [];
    let ring: (id: number) => void = () => undefined;
    vi.stubGlobal(
      'Worker',
      class {
        set onmessage(heard: (event: { data: number }) => void) {
          ring = (id) => heard({ data: id });
        }
        postMessage(bell: { id: number; milliseconds: number }) {
          said.push(bell);
        }
      },
    );
    vi.useFakeTimers();
    const { later } = await import('./later.ts');
    let rung = 0;
    later(1000, () => (rung += 1));
    ring(said[0]!.id);
    expect(rung).toBe(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(rung).toBe(1);
    later(1000, () => (rung += 1));
    await vi.advanceTimersByTimeAsync(1000);
    ring(said[1]!.id);
    expect(rung).toBe(2);
    const stop = later(1000, () => (rung += 1));
    stop();
    ring(said[2]!.id);
    await vi.advanceTimersByTimeAsync(5000);
    expect(rung).toBe(2);
    vi.useRealTimers();
  });

  it('rings without workers, too', async () => {
    vi.stubGlobal('Worker', undefined);
    const { later } = await import('./later.ts');
    await new Promise<void>((resolve) => void later(1, resolve));
  });
});
