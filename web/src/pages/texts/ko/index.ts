/* What the first page says, and the way to the seats. */
export { concerts } from './concerts.ts';
export { frame } from './frame.ts';
export { waiting } from './waiting.ts';
