// What the operator's routes answer, as api/openapi.yaml has it.

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

export interface Steering {
  paused: boolean;
  capacity: number | null;
  admitPerSecond: number | null;
  opensAt: string | null;
  message: { text: string; at: string } | null;
  inForce: { capacity: number; admitPerSecond: number };
  changedAt: string | null;
}

export interface SteeringChange {
  paused?: boolean;
  capacity?: number | null;
  admitPerSecond?: number | null;
  opensAt?: string | null;
  message?: string | null;
}

export interface SectionSales {
  name: string;
  seats: number;
  available: number;
  reserved: number;
  held: number;
}

export interface Action {
  id: string;
  at: string;
  by: string;
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
}

export interface HallMap {
  hall: string | null;
  bounds: { x: number; y: number; width: number; height: number };
  stage: { x: number; y: number; width: number; height: number; label: 'stage' | 'pitch' } | null;
  categories: { name: string | null; colour: string; price: number }[];
  sections: { name: string; group: string | null; outline: [number, number][] }[];
  rows: { section: number; name: string; first: number; count: number }[];
  seats: { label: string[]; category: number[]; x: number[]; y: number[] };
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
