/* Lucide's icons (lucide.dev) at build time: `lucide:NAME` is a module with the icon's strokes as one SVG path, on a grid
   of 24. So the pages carry the paths of the icons that they show, and nothing else of the package. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const prefix = 'lucide:';

interface IconSet {
  icons: Record<string, { body: string }>;
}

/** Throws for an element that it does not know: another version of the set may draw by other means. */
export function pathOf(body: string): string {
  return [...body.matchAll(/<(\w+)([^>]*)>/g)]
    .map(([, element, attributes]) => strokeOf(element!, attributes!))
    .join('');
}

function strokeOf(element: string, attributes: string): string {
  const values = new Map([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
  const number = (name: string) => Number(values.get(name) ?? 0);
  switch (element) {
    case 'g':
      return '';
    case 'path':
      // Strokes are put behind each other: the first step of each is from the corner, not from the end of the last one.
      return values.get('d')!.replace(/^m/, 'M0 0m');
    case 'circle': {
      const r = number('r');
      return `M${number('cx') - r} ${number('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    }
    case 'rect': {
      const [x, y, r] = [number('x'), number('y'), number('rx')];
      const [across, down] = [number('width') - 2 * r, number('height') - 2 * r];
      const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
      return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}z`;
    }
    default:
      throw new Error(`a Lucide icon has a <${element}>`);
  }
}

export function lucidePaths(): Plugin {
  let set: IconSet | undefined;
  const read = (): IconSet =>
    JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@iconify-json/lucide/icons.json'), 'utf8'));
  return {
    name: 'lucide-paths',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      set ??= read();
      const icon = set.icons[id.slice(prefix.length + 1)];
      if (!icon) throw new Error(`Lucide has no icon ${id.slice(prefix.length + 1)}`);
      return `export default ${JSON.stringify(pathOf(icon.body))};`;
    },
  };
}
