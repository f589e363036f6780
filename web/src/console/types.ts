/* What the operator's routes answer, as api/openapi.yaml has it. */
import type { components } from '../api/schema.d.ts';

type Schemas = components['schemas'];

export type Steering = Schemas['Steering'];
export type SteeringChange = Schemas['SteeringChange'];
export type Action = Schemas['OperatorAction'];
export type ActionPage = Schemas['OperatorActions'];
export type HallMap = Schemas['HallMap'];
export type Live = Schemas['Live'];
export type LiveDate = Schemas['LiveDate'];
export type SaleTerms = Schemas['SaleTerms'];
export type TermsChange = Schemas['TermsChange'];
export type SteeredDate = Schemas['SteeredDate'];
export type BlockedSeat = Schemas['BlockedSeat'];
export type BlockedSeats = Schemas['BlockedSeats'];
export type Hoarders = Schemas['Hoarders'];
export type SectionSales = Schemas['SectionCounts']['sections'][number];
export type ConcertName = Pick<Schemas['Concert'], 'id' | 'singerName'>;

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
