// What GET /concert/{id}/map answers. Lengths are integers, `unit` of them to a seat's width.

export interface HallMap {
  concertDate: string | null;
  hall: string | null;
  unit: number;
  bounds: { x: number; y: number; width: number; height: number };
  stage: {
    shape: 'rectangle';
    x: number;
    y: number;
    width: number;
    height: number;
    label: 'stage' | 'pitch';
  } | null;
  categories: { name: string | null; colour: string; price: number }[];
  sections: { name: string; group: string | null; outline: number[][] }[];
  rows: { section: number; name: string; first: number; count: number }[];
  seats: { label: string[]; category: number[]; x: number[]; y: number[] };
}
