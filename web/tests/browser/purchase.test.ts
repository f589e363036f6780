/* The whole purchase, from the first page to the ticket. */
import { expect, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { type Hand, keyboard, mouse, touch } from './support/hands.ts';
import { onSale } from './support/on_sale.ts';

const sale = onSale();

async function buy(visitor: Visitor, hand: Hand, choose: (fan: FanPages) => Promise<void>): Promise<FanPages> {
  const fan = new FanPages(await sale.visit(visitor), hand);
  await fan.openAndComeIn('김민지');
  await choose(fan);
  await fan.hold();
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
  return fan;
}

async function expectOneTicketAndNoPointLeft(fan: FanPages): Promise<void> {
  expect(await fan.page.getByRole('article').count()).toBe(1);
  expect(await fan.page.getByRole('article').getByRole('img').count()).toBe(1);
  expect(await sale.fans.balance({ id: await fan.userId() })).toBe(0);
}

test('is made by mouse, on the map', async () => {
  const fan = await buy({ viewport: 'desktop', language: 'en' }, mouse, (it) => it.chooseOnTheMap());
  await expectOneTicketAndNoPointLeft(fan);
});

test('is made by the keyboard alone', async () => {
  const fan = await buy({ viewport: 'desktop', language: 'ko' }, keyboard, (it) => it.chooseInTheList('Stalls', 2));
  await expectOneTicketAndNoPointLeft(fan);
});

test('is made by touch, on a phone', async () => {
  const fan = await buy({ viewport: 'phone', language: 'ko' }, touch, (it) => it.chooseOnTheMap());
  await expectOneTicketAndNoPointLeft(fan);
});

test('a double click pays once', async () => {
  const fan = new FanPages(await sale.visit({}), mouse);
  await fan.openAndComeIn('김민지');
  await fan.chooseInTheList('Stalls');
  await fan.hold();
  await fan.goAndPay();
  await fan.charge();
  await fan.payButton().dblclick();
  await fan.untilPaid();
  await expectOneTicketAndNoPointLeft(fan);
});
