/* Waiting in line: the stream, and polling while nothing comes by it. Runs in the leading tab. */
import { pause, waitBefore } from '../api/backoff.ts';
import { follow, type ServerEvent } from '../api/events.ts';
import { generateToken, type Identity } from '../api/onsale.ts';
import { isRefused, Refused } from '../api/problem.ts';
import { anyOf } from '../browser/signals.ts';
import type { Message } from './standing.ts';

export interface Waiting {
  who: Identity;
  token: () => string | null;
  tell: (message: Message) => void;
  signal: AbortSignal;
}

/** A stream that was lost is first tried again; polling begins after so long, and at once for one that is silent. Milliseconds. */
const streamGrace = 2_000;

/** Until the signal, or until the fan is in, has left, or is unknown. Throws Refused where the server will not have us. */
export async function waitInLine({ who, token, tell, signal }: Waiting): Promise<void> {
  while (!signal.aborted) {
    let polling: AbortController | null = null;
    const stopPolling = () => {
      polling?.abort();
      polling = null;
    };
    let inside = false;
    let refused: Refused | null = null;
    // Ends the stream when the fan is told to be inside, or when polling is refused for good.
    const over = new AbortController();
    try {
      await follow({
        path: `/user/${who.userId}/token/stream`,
        bearer: who.accessToken ?? null,
        signal: anyOf(signal, over.signal),
        onEvent: (event) => {
          const message = messageOf(event);
          if (message === 'inside') inside = true;
          else if (message) tell(message);
          if (inside) over.abort();
        },
        onState: (state) => {
          if (state === 'heard') {
            stopPolling();
            return tell({ what: 'heard', by: 'stream' });
          }
          if (polling) return;
          if (state !== 'silent') tell({ what: 'heard', by: 'nothing' });
          polling = new AbortController();
          const until = anyOf(signal, polling.signal);
          poll(who, token, tell, state === 'silent' ? 0 : streamGrace, until).catch((fault: unknown) => {
            if (fault instanceof Refused) refused = fault;
            if (refused) over.abort();
          });
        },
      });
    } finally {
      stopPolling();
    }
    if (refused) throw refused;
    // Came in on another device, or before this browser knew: the token is still to be had.
    if (inside && !signal.aborted) {
      tell({ what: 'place', answer: await generateToken(who, token(), signal, Number.POSITIVE_INFINITY) });
    }
  }
}

async function poll(
  who: Identity,
  token: () => string | null,
  tell: Waiting['tell'],
  grace: number,
  signal: AbortSignal,
): Promise<void> {
  await pause(grace, signal).catch(() => undefined);
  for (let failed = 0; !signal.aborted;) {
    let wait: number;
    try {
      const answer = await generateToken(who, token(), signal);
      failed = 0;
      wait = answer.pollAfterMs;
      tell({ what: 'place', answer });
      tell({ what: 'heard', by: 'polling' });
    } catch (fault) {
      if (signal.aborted) return;
      if (fault instanceof Refused && fault.status < 500) throw fault;
      if (isRefused(fault)) tell({ what: 'trouble', kind: fault.kind });
      failed += 1;
      wait = waitBefore(failed, null);
    }
    await pause(wait, signal).catch(() => undefined);
  }
}

/** 'inside': ask token/generate for the token. null: nothing new. */
function messageOf({ event, data }: ServerEvent): Message | 'inside' | null {
  const body = JSON.parse(data);
  switch (event) {
    case 'place':
      return body.waitingNumber === 0 ? 'inside' : { what: 'place', answer: body };
    case 'line':
      return { what: 'line', counters: body };
    case 'notice':
      return { what: 'notice', notice: body };
    case 'called':
      return { what: 'called', until: body.until };
    case 'ended':
      if (body.reason === 'inside') return 'inside';
      return body.reason === 'missed' ? { what: 'missed' } : { what: 'left' };
    default:
      return null;
  }
}
