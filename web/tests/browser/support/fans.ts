/* Fans without a browser: the crowd around the one who has one. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Fan {
  id: string;
  /** The line's last token. */
  token: string;
}

/** 0: inside; n: n - 1 fans are ahead. */
type Position = number;

export interface Seat {
  id: string;
  seatNumber: number;
  section: string;
  row: string;
  seat: string;
  status: 'available' | 'reserved' | 'held';
}

/** Calls of the API as somebody makes them who is no page. Throws for an answer that is no 2xx. */
export class Fans {
  constructor(private readonly server: { readonly url: string }) {}

  async register(name: string): Promise<Fan> {
    const { id } = await this.call<{ id: string }>('POST', '/user', { body: { name } });
    return { id, token: '' };
  }

  async poll(fan: Fan): Promise<Position> {
    const headers: Record<string, string> = fan.token ? { 'Line-Token': fan.token } : {};
    const path = `/user/${fan.id}/token/generate`;
    const place = await this.call<{ token: string; waitingNumber: number }>('GET', path, { headers });
    fan.token = place.token;
    return place.waitingNumber;
  }

  /** Joins and polls until inside. */
  async comeIn(name: string): Promise<Fan> {
    const fan = await this.register(name);
    while ((await this.poll(fan)) !== 0) await pause(100);
    return fan;
  }

  /** This many fans in the line; in no particular order among themselves. */
  async crowd(count: number): Promise<Fan[]> {
    const fans: Fan[] = [];
    await this.manyTimes(count, async (index) => {
      const fan = await this.register(`Fan ${index}`);
      await this.poll(fan);
      fans.push(fan);
    });
    return fans;
  }

  async leave(...fans: Fan[]): Promise<void> {
    await this.manyTimes(fans.length, async (index) => {
      await this.call('DELETE', `/user/${fans[index]!.id}/token`);
    });
  }

  async seats(fan: Fan, date: string): Promise<Seat[]> {
    return this.call('GET', `/concert/${date}/seats`, { as: fan });
  }

  /** The reservation's id. */
  async reserve(fan: Fan, seat: string): Promise<string> {
    const held = await this.call<{ reservations: [{ id: string }] }>('POST', `/concert/${seat}/reservation`, {
      as: fan,
    });
    return held.reservations[0].id;
  }

  /** All or none; they join what the fan holds of the date. */
  async reserveAll(fan: Fan, date: string, seats: readonly string[]): Promise<void> {
    await this.call('POST', `/concert/${date}/reservations`, { as: fan, body: { seats } });
  }

  async charge(fan: { id: string }, amount: number): Promise<void> {
    await this.call('PATCH', `/user/charge/${fan.id}/point`, { body: { amount } });
  }

  async pay(fan: Fan, reservation: string): Promise<void> {
    await this.charge(fan, 1_000_000);
    await this.call('POST', `/user-concert/payment/${fan.id}/${reservation}`, { as: fan });
  }

  async balance(fan: { id: string }): Promise<number> {
    return (await this.call<{ point: number }>('GET', `/user/${fan.id}/point`)).point;
  }

  async call<Answer = unknown>(
    method: string,
    path: string,
    { body, as, headers = {} }: { body?: unknown; as?: Fan; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const sent: Record<string, string> = { ...headers };
    if (as) sent.Authorization = `Bearer ${as.token}`;
    if (body !== undefined) sent['Content-Type'] = 'application/json';
    const answer = await fetch(this.server.url + path, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  // A few at a time, as the server's connections come from one process here.
  private async manyTimes(count: number, act: (index: number) => Promise<void>): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < count) await act(next++);
    };
    await Promise.all(Array.from({ length: Math.min(count, 32) }, worker));
  }
}
