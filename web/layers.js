/* Which folders of src/ a folder may import from. Arrows point one way, so that none runs back: each folder names those
   below it. Entries, tests and benches may import from all. */
export const layers = {
  browser: [],
  icons: [],
  api: ['browser'],
  language: ['browser'],
  theme: ['browser'],
  fan: ['browser', 'api'],
  line: ['browser', 'api', 'fan'],
  sale: ['browser', 'api', 'fan', 'line'],
  hall: ['browser', 'api', 'icons', 'language', 'theme'],
  pages: ['browser', 'api', 'icons', 'language', 'theme', 'fan', 'line', 'sale', 'hall'],
  console: ['browser', 'api', 'icons', 'language', 'theme', 'hall'],
};

/** ESLint's settings of it: one for each folder, which refuses imports from all others. */
export function layerRules() {
  return Object.entries(layers).map(([folder, below]) => {
    const others = Object.keys(layers).filter((other) => other !== folder && !below.includes(other));
    const patterns = others.map((other) => ({
      regex: `^(\\.\\./)+${other}/`,
      message: `${folder}/ does not import from ${other}/: see layers.js`,
    }));
    return {
      name: `layers/${folder}`,
      files: [`src/${folder}/**`],
      ignores: ['**/*.test.ts'],
      rules: { 'no-restricted-imports': ['error', { patterns }] },
    };
  });
}
