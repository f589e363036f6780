/* What the pages say that are loaded when they are wanted. */
export { hall } from './hall.ts';
export { paying } from './paying.ts';
export { seats } from './seats.ts';
export { tickets } from './tickets.ts';
