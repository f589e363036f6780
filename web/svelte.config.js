/** @type {import('@sveltejs/vite-plugin-svelte').Config} */
export default { compilerOptions: { runes: true } };
