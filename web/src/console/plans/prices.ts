/* Which price each seat gets: the first that there is of the operator's for its section, the operator's for its category,
   the plan's, and the operator's for the rest. */
import type { PlanPreview } from '../types.ts';

export const largestPrice = 1_000_000_000;

/** What was typed; empty where nothing was. */
export interface TypedPrices {
  common: string;
  bySection: Readonly<Record<string, string>>;
  byCategory: Readonly<Record<string, string>>;
}

/** Seats of one section and one category, which have one price in the plan (null: none). */
export interface Group {
  section: string;
  category: string | null;
  seats: number;
  price: number | null;
}

export interface CategoryOfPlan {
  name: string;
  colour: string;
  seats: number;
  /** Over its seats; null: they have none in the plan. */
  priceFrom: number | null;
  priceTo: number | null;
  withoutPrice: boolean;
}

export interface Prices {
  /** As POST /operator/concert-dates takes them. */
  price: number | null;
  sectionPrices: Record<string, number>;
  categoryPrices: Record<string, number>;
  /** Sections, and categories, that have seats without any price still. */
  missing: string[];
  missingCategories: string[];
  /** Sections, and categories, whose typed price is no price. */
  wrong: string[];
  wrongCategories: string[];
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

/** The map has 0 for a seat without a price; a section that is free of charge on purpose says so (`priceFrom`). */
export function groupsOf({
  sections,
  withoutPrice,
  map,
}: Pick<PlanPreview, 'sections' | 'withoutPrice' | 'map'>): Group[] {
  const unpriced = new Set(withoutPrice);
  const least = new Map(sections.map(({ name, priceFrom }) => [name, priceFrom]));
  const groups = new Map<string, Group>();
  let listed = 0; // seats that are no places of areas
  for (const { section, count } of map.rows) {
    const { name, places, category: ofArea = 0 } = map.sections[section]!;
    for (let k = 0; k < count; k += 1) {
      const category = map.categories[places === undefined ? map.seats.category[listed++]! : ofArea]!;
      const none = category.price === 0 && unpriced.has(name) && least.get(name) !== 0;
      const price = none ? null : category.price;
      const key = JSON.stringify([name, category.name, price]);
      const group = groups.get(key) ?? { section: name, category: category.name, seats: 0, price };
      group.seats += 1;
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** The categories that have a name, in the order of the plan's map. */
export function categoriesOf(groups: readonly Group[], map: Pick<PlanPreview['map'], 'categories'>): CategoryOfPlan[] {
  const colours = new Map(map.categories.map(({ name, colour }) => [name, colour]));
  return [...colours].flatMap(([name, colour]) => {
    const own = groups.filter(({ category }) => category === name);
    if (name === null || own.length === 0) return [];
    const prices = own.flatMap(({ price }) => (price === null ? [] : [price]));
    return {
      name,
      colour,
      seats: own.reduce((sum, { seats }) => sum + seats, 0),
      priceFrom: prices.length === 0 ? null : Math.min(...prices),
      priceTo: prices.length === 0 ? null : Math.max(...prices),
      withoutPrice: prices.length < own.length,
    };
  });
}

export function pricesOf(groups: readonly Group[], typed: TypedPrices): Prices {
  const common = typed.common.trim() === '' ? null : priceOf(typed.common);
  const sections = read(
    typed.bySection,
    groups.map(({ section }) => section),
  );
  const categories = read(
    typed.byCategory,
    groups.flatMap(({ category }) => category ?? []),
  );
  const missing = new Set<string>();
  const missingCategories = new Set<string>();
  const all: number[] = [];
  for (const { section, category, price } of groups) {
    // One that was typed wrongly is told as such, and not as missing besides.
    if (sections.wrong.includes(section) || (category !== null && categories.wrong.includes(category))) continue;
    const own =
      sections.prices[section] ?? (category === null ? undefined : categories.prices[category]) ?? price ?? common;
    if (typeof own === 'number') all.push(own);
    else {
      missing.add(section);
      if (category !== null) missingCategories.add(category);
    }
  }
  return {
    price: common ?? null,
    sectionPrices: sections.prices,
    categoryPrices: categories.prices,
    missing: [...missing],
    missingCategories: [...missingCategories],
    wrong: sections.wrong,
    wrongCategories: categories.wrong,
    commonWrong: common === undefined,
    least: all.length === 0 ? null : Math.min(...all),
    most: all.length === 0 ? null : Math.max(...all),
  };
}

function read(
  typed: Readonly<Record<string, string>>,
  names: readonly string[],
): { prices: Record<string, number>; wrong: string[] } {
  const prices: Record<string, number> = {};
  const wrong: string[] = [];
  for (const name of new Set(names)) {
    const written = typed[name] ?? '';
    if (written.trim() === '') continue;
    const price = priceOf(written);
    if (price === undefined) wrong.push(name);
    else prices[name] = price;
  }
  return { prices, wrong };
}
