/* Which price each section gets: the operator's for the section, else the plan's, else the operator's for the rest. */
import type { PlanPreview } from '../answers.ts';

export const largestPrice = 1_000_000_000;

/** What was typed; empty where nothing was. */
export interface TypedPrices {
  common: string;
  bySection: Readonly<Record<string, string>>;
}

export interface Prices {
  /** As POST /operator/concert-dates takes them. */
  price: number | null;
  sectionPrices: Record<string, number>;
  /** Sections that have seats without any price still. */
  missing: string[];
  /** Sections whose typed price is no price. */
  wrong: string[];
  commonWrong: boolean;
  /** Over all seats; null while there is none. */
  least: number | null;
  most: number | null;
}

/** A price as typed: a whole number of KRW, grouping marks allowed; undefined if it is none. */
export function priceOf(typed: string): number | undefined {
  const plain = typed.trim().replace(/(?<=\d)[ ,_](?=\d{3})/g, '');
  if (!/^\d{1,10}$/.test(plain)) return undefined;
  const value = Number(plain);
  return value <= largestPrice ? value : undefined;
}

export function pricesOf(plan: Pick<PlanPreview, 'sections' | 'withoutPrice'>, typed: TypedPrices): Prices {
  const common = typed.common.trim() === '' ? null : priceOf(typed.common);
  const withoutPrice = new Set(plan.withoutPrice);
  const prices: Prices = {
    price: common ?? null,
    sectionPrices: {},
    missing: [],
    wrong: [],
    commonWrong: common === undefined,
    least: null,
    most: null,
  };
  const count = (price: number | null) => {
    if (price === null) return;
    prices.least = Math.min(prices.least ?? price, price);
    prices.most = Math.max(prices.most ?? price, price);
  };
  for (const section of plan.sections) {
    const written = typed.bySection[section.name] ?? '';
    if (written.trim() !== '') {
      const own = priceOf(written);
      if (own === undefined) prices.wrong.push(section.name);
      else {
        prices.sectionPrices[section.name] = own;
        count(own);
      }
      continue;
    }
    count(section.priceFrom);
    count(section.priceTo);
    if (!withoutPrice.has(section.name)) continue;
    if (typeof common === 'number') count(common);
    else prices.missing.push(section.name);
  }
  return prices;
}
