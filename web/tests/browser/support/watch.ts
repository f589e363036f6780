/* What no page may do, noticed wherever it happens: ask another host, break the policy of the server, throw. */
import type { BrowserContext, Page } from 'playwright-core';

const silent = /^Failed to load resource/; // an answer that is no 2xx: the page's own matter
const policy = 'content security policy';

export class Watch {
  /** What went wrong, in words. */
  readonly faults: string[] = [];
  /** Every request, as `GET /path`. */
  readonly requests: string[] = [];

  static async over(context: BrowserContext, own: string): Promise<Watch> {
    const watch = new Watch();
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === own) watch.requests.push(`${request.method()} ${url.pathname}`);
      else if (url.protocol !== 'data:' && url.protocol !== 'blob:') {
        watch.faults.push(`a request to another host: ${request.url()}`);
      }
    });
    context.on('weberror', (error) => watch.faults.push(`an error nobody caught: ${error.error().stack}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !silent.test(message.text())) watch.faults.push(`console: ${message.text()}`);
    });
    // Chromium tells most violations on the console; of a policy that only reports, this event alone.
    await context.addInitScript((text) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`${text}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    }, policy);
    return watch;
  }

  requestsOf(path: RegExp): string[] {
    return this.requests.filter((request) => path.test(request));
  }
}

/** How many requests to such a path are open now: streams that a page reads. */
export function openRequests(page: Page, path: RegExp): { count: () => number } {
  const open = new Set<unknown>();
  page.on('request', (request) => {
    if (path.test(request.url())) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return { count: () => open.size };
}
