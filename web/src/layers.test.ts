import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { layers } from '../layers.js';

const folders: Record<string, readonly string[]> = layers;
const eslint = new ESLint({ cwd: fileURLToPath(new URL('..', import.meta.url)) });

async function refused(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path });
  return result!.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports').map(({ message }) => message);
}

describe('the folders of the pages', () => {
  it('are all in the table', () => {
    const there = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
    expect(there.filter((entry) => entry.isDirectory()).map(({ name }) => name)).toEqual(Object.keys(folders).sort());
  });

  it('have no arrow that runs back', () => {
    const seen = new Set<string>();
    for (const [folder, below] of Object.entries(folders)) {
      for (const other of below) expect(folders[other], `${folder} -> ${other}`).not.toContain(folder);
      seen.add(folder);
    }
    const reach = (folder: string): string[] => folders[folder]!.flatMap((other) => [other, ...reach(other)]);
    for (const folder of seen) expect(reach(folder), folder).not.toContain(folder);
  });

  it('an import against the arrows is refused, in scripts and in components', async () => {
    const back = "import { line } from '../line/line.svelte.ts';\n\nexport const token = line.token;\n";
    expect(await refused('src/fan/planted.ts', back)).toHaveLength(1);
    expect(await refused('src/sale/planted.ts', back)).toEqual([]);
    const component = `<script lang="ts">\n  ${back.split('\n')[0]!.replace('../', '../../')}\n</script>\n\n{line.token}\n`;
    expect(await refused('src/hall/deep/Planted.svelte', component)).toHaveLength(1);
    expect(await refused('src/pages/deep/Planted.svelte', component)).toEqual([]);
  }, 60_000);
});
