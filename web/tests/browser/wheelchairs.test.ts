/* Wheelchair spaces and their companion seats: taken together in one step, and given back together. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { type Hand, keyboard, mouse, tabTo, touch } from './support/hands.ts';
import { onSale } from './support/on_sale.ts';
import { expectAccessible, takePicture } from './support/pictures.ts';
import { like } from './support/words.ts';

// Seats 1 and 2 are spaces, 3 and 4 their companion seats.
const plan = join(mkdtempSync(join(tmpdir(), 'onsale-')), 'hall.json');
const special = [
  { from: 1, to: 2, attributes: ['wheelchair'] },
  { from: 3, to: 4, attributes: ['companion'] },
  { from: 5, to: 10 },
];
const sections = [{ name: 'Stalls', rows: [{ name: 'A', seats: special }] }];
writeFileSync(plan, JSON.stringify({ format: 'onsale-venue-plan/1', name: 'Club', sections }));

const sale = onSale({}, { sales: [{ plan, concert: '새벽 밴드', price: 55_000 }] });

async function comeIn(visitor: Visitor, hand: Hand) {
  const visit = await sale.visit(visitor);
  const fan = new FanPages(visit, hand);
  await fan.openAndComeIn('김민지');
  return { visit, fan };
}

test('a space and its companion seat are taken in one step on a phone, and given back together', async () => {
  const { visit, fan } = await comeIn({ viewport: 'phone', language: 'ko' }, touch);
  await fan.chooseInTheList('Stalls', 0);
  await fan.page.getByRole('checkbox', { name: fan.say.hall.withCompanion }).waitFor();
  await takePicture(visit, 'wheelchair-card');
  await expectAccessible(visit);
  await fan.button(fan.say.hall.hold).tap();
  await fan.heldSeats().nth(1).waitFor();
  await fan.page.getByRole('status').getByText(like(fan.say.seats.taken)).waitFor();
  await fan.heldSeats().first().getByRole('button').tap();
  await fan.heldSeats().first().waitFor({ state: 'detached' });
});

test('a companion seat alone is refused, and the page says what to do', async () => {
  const { visit, fan } = await comeIn({ viewport: 'desktop', language: 'en' }, mouse);
  await fan.chooseInTheList('Stalls', 2);
  await fan.page.getByText(fan.say.hall.companionNote).waitFor();
  await fan.button(fan.say.hall.hold).click();
  await fan.page.getByText(fan.say.hall.lostText['companion-seat']).waitFor();
  await takePicture(visit, 'companion-refused');
  await expectAccessible(visit);
  expect(await fan.heldSeats().count()).toBe(0);
});

test('by the keyboard a space is taken without its companion seat, and bought', async () => {
  const { fan } = await comeIn({ viewport: 'desktop', language: 'ko' }, keyboard);
  await fan.chooseInTheList('Stalls', 1);
  await tabTo(fan.page.getByRole('checkbox'));
  await fan.page.keyboard.press('Space');
  await fan.hold();
  expect(await fan.heldSeats().count()).toBe(1);
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
});

test('where the terms say so, a companion seat is sold like any other', async () => {
  await sale.operator.setTerms((await sale.operator.sale()).dates[0]!.id, { companionsForAll: true });
  const { fan } = await comeIn({ viewport: 'phone', language: 'en' }, touch);
  await fan.chooseInTheList('Stalls', 1);
  expect(await fan.page.getByText(fan.say.hall.companionNote).count()).toBe(0);
  await fan.hold();
});
