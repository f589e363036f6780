import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';

describe('the excerpt at an error', () => {
  it('shows the line around the column', () => {
    expect(excerptOf('{\n  "seats": []\n}', 2, 12)).toEqual({ before: '"seats": ', at: '[', after: ']' });
  });
  it('cuts a long line on both sides', () => {
    const excerpt = excerptOf(`${'a'.repeat(500)}X${'b'.repeat(500)}`, 1, 501);
    expect(excerpt?.at).toBe('X');
    expect(excerpt?.before).toMatch(/^…a{48}$/);
    expect(excerpt?.after).toMatch(/^b{48}…$/);
  });
  it('counts characters, not UTF-16 units, and any end of line', () => {
    expect(excerptOf('x\r\n"😀구역"', 2, 3)?.at).toBe('구');
  });
  it('may be at the end of a line, and is none beyond the file', () => {
    expect(excerptOf('abc', 1, 4)).toEqual({ before: 'abc', at: '', after: '' });
    expect(excerptOf('abc', 1, 40)?.at).toBe('');
    expect(excerptOf('abc', 2, 1)).toBeNull();
  });
});
