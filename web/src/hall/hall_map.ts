// What GET /concert/{id}/map answers. Lengths are integers, `unit` of them to a seat's width.
import type { components } from '../api/schema.d.ts';

export type HallMap = components['schemas']['HallMap'];
