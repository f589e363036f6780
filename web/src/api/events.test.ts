import { describe, expect, it } from 'vitest';
import { EventParser } from './events.ts';

describe('server-sent events', () => {
  it('come out the same, however the text is cut', () => {
    const text =
      'retry: 2417\nevent: place\ndata: {"place":12}\n\n: still here\n\nid: end\nevent: ended\ndata: {"a":\ndata: 1}\n\n';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const parser = new EventParser();
      const events = [...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))];
      expect(events).toEqual([
        { event: 'place', data: '{"place":12}', id: '' },
        { event: 'ended', data: '{"a":\n1}', id: 'end' },
      ]);
      expect(parser.retry).toBe(2417);
    }
  });

  it('an id stays until the next one', () => {
    const parser = new EventParser();
    const events = parser.push('id: 7\ndata: a\n\ndata: b\n\n');
    expect(events.map((event) => event.id)).toEqual(['7', '7']);
  });

  it('an event without data is none, and lines may end in CR LF', () => {
    const parser = new EventParser();
    expect(parser.push('event: line\r\n\r\nevent: line\r\ndata:x\r\n\r\n')).toEqual([
      { event: 'line', data: 'x', id: '' },
    ]);
  });
});
