/* Signals that stop a request, put together. AbortSignal.any and AbortSignal.timeout are younger than some of the phones
   that fans have. */

/** Aborted as soon as one of them is, with its reason. */
export function anyOf(...signals: AbortSignal[]): AbortSignal {
  if (typeof AbortSignal.any === 'function') return AbortSignal.any(signals);
  const either = new AbortController();
  const stop = (event: Event) => either.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) either.abort(signal.reason);
    else signal.addEventListener('abort', stop, { once: true, signal: either.signal });
  }
  return either.signal;
}

/** Aborted after this many milliseconds. */
export function after(milliseconds: number): AbortSignal {
  if (typeof AbortSignal.timeout === 'function') return AbortSignal.timeout(milliseconds);
  const late = new AbortController();
  setTimeout(() => late.abort(new DOMException('Timed out', 'TimeoutError')), milliseconds);
  return late.signal;
}
