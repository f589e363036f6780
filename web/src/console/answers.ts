/* What the operator's routes answer, as api/openapi.yaml has it. */
import type { components } from '../api/schema.d.ts';

type Schemas = components['schemas'];

export type Steering = Schemas['Steering'];
export type SteeringChange = Schemas['SteeringChange'];
export type Action = Schemas['OperatorAction'];
export type ActionPage = Schemas['OperatorActions'];
export type HallMap = Schemas['HallMap'];

export interface ConcertName {
  id: string;
  singerName: string;
}

export interface StoreHealth {
  connected: boolean;
  queued: number;
  batches: number;
  faults: number;
}

export interface LiveDate {
  id: string;
  date: string;
  concert: ConcertName;
  seats: number;
  available: number;
  reserved: number;
  held: number;
  onSale: boolean;
}

export interface Live {
  at: string;
  node: string;
  line: {
    waiting: number;
    called: number;
    inside: number;
    capacity: number;
    admitted: number;
    admittedPerSecond: number;
    connected: boolean;
  };
  totals: { reservations: number; payments: number; charges: number; joins: number; expired: number };
  answers: Record<string, number>;
  latency: { bounds: number[]; counts: number[] };
  streams: number;
  connections: number;
  store: StoreHealth;
  lineStore: StoreHealth;
  dates: LiveDate[];
}

export interface SectionSales {
  name: string;
  seats: number;
  available: number;
  reserved: number;
  held: number;
}

export interface PlanPreview {
  format: string;
  hall: string | null;
  seats: number;
  sections: { name: string; seats: number; priceFrom: number | null; priceTo: number | null }[];
  withoutPrice: string[];
  map: HallMap;
}

export interface PlanError {
  pointer: string;
  line?: number;
  column?: number;
  detail: string;
}
