export { actions } from './actions.ts';
export { exports } from './exports.ts';
export { frame } from './frame.ts';
export { live } from './live.ts';
export { plans } from './plans.ts';
export { seats } from './seats.ts';
export { steering } from './steering.ts';
export { terms } from './terms.ts';
