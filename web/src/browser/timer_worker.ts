/* Rings for later.ts, which names each bell. */
addEventListener('message', ({ data: { id, milliseconds } }: MessageEvent<{ id: number; milliseconds: number }>) => {
  setTimeout(() => postMessage(id), milliseconds);
});

export {};
