/* The operator without a browser: steering as the console does it, through the API of a server in phase dev. */
import type { components } from '../../../src/api/schema.d.ts';
import type { Fans } from './fans.ts';

type SeenByAll = components['schemas']['Sale'];

export class Operator {
  constructor(private readonly calls: Fans) {}

  async steer(wish: Record<string, unknown>): Promise<void> {
    await this.calls.call('PATCH', '/operator/steering', { body: wish });
  }

  async steering(): Promise<Record<string, unknown>> {
    return this.calls.call('GET', '/operator/steering');
  }

  async openOrClose(date: string, onSale: boolean): Promise<void> {
    await this.calls.call('PATCH', `/operator/concert-dates/${date}`, { body: { onSale } });
  }

  async setTerms(date: string, terms: Record<string, unknown>): Promise<void> {
    await this.calls.call('PATCH', `/operator/concert-dates/${date}`, { body: { terms } });
  }

  /** What everybody may see; dates earliest first. */
  async sale(): Promise<SeenByAll> {
    return this.calls.call('GET', '/sale');
  }

  async actions(): Promise<{ by: string; action: string; detail: unknown }[]> {
    const { entries } = await this.calls.call<{ entries: { by: string; action: string; detail: unknown }[] }>(
      'GET',
      '/operator/actions',
    );
    return entries;
  }
}
