import { describe, expect, it } from 'vitest';
import { pathOf } from '../../lucide_paths.ts';
import * as icons from './icons.ts';

describe('an icon', () => {
  it('is one path, whatever it is drawn of', () => {
    const body = '<g fill="none"><circle cx="12" cy="7" r="4"/><path d="m6 9l6 6"/><path d="M2 2v2"/></g>';
    expect(pathOf(body)).toBe('M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM0 0m6 9l6 6M2 2v2');
    expect(pathOf('<rect width="5" height="18" x="14" y="3" rx="1"/>')).toBe(
      'M15 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1 -1 1h-3a1 1 0 0 1 -1 -1v-16a1 1 0 0 1 1 -1z',
    );
  });

  it('that is drawn by other means is refused', () => {
    expect(() => pathOf('<text x="1">A</text>')).toThrow('<text>');
  });

  it('is there for each of the table', () => {
    for (const [name, path] of Object.entries(icons)) expect(path, name).toMatch(/^M[-\d.]/);
  });
});
