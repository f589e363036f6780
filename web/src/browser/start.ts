/* Puts a page in the place of what its HTML shows when nothing comes: the way on for browsers that cannot run it. */
import { mount, type Component } from 'svelte';

/** What the pages cannot do without, and what some browsers in use do not have. */
function missing(): string | null {
  const needed: Record<string, boolean> = {
    'fetch streams': typeof fetch === 'function' && typeof ReadableStream === 'function',
    AbortController: typeof AbortController === 'function',
    'random numbers': typeof globalThis.crypto?.getRandomValues === 'function',
    ResizeObserver: typeof ResizeObserver === 'function',
    dialogs: typeof globalThis.HTMLDialogElement?.prototype.showModal === 'function',
  };
  return Object.keys(needed).find((name) => !needed[name]) ?? null;
}

/** `ready`: what the page needs before it can be shown. A page that cannot even be loaded never gets here: the way on then
    comes into sight by itself (base.css, .late). */
export async function start(page: Component, ready: Promise<unknown>): Promise<void> {
  const app = document.querySelector('#app')!;
  const wayOn = [...app.childNodes];
  try {
    const lack = missing();
    if (lack) throw new Error(`this browser has no ${lack}`);
    await ready;
    app.replaceChildren();
    mount(page, { target: app });
  } catch (fault) {
    app.replaceChildren(...wayOn);
    app.querySelector('.late')?.classList.remove('late');
    console.warn('The page cannot run here:', fault);
  }
}
