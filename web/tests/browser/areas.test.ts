/* Areas without numbered seats: a number of places is chosen, and the server gives the next entry numbers. */
import { expect, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { type Hand, keyboard, tabTo, touch } from './support/hands.ts';
import { onSale } from './support/on_sale.ts';
import { expectAccessible, takePicture } from './support/pictures.ts';

const sale = onSale({}, { sales: [{ plan: 'venues/standing-hall.json', concert: '새벽 밴드' }] });

async function comeIn(visitor: Visitor, hand: Hand) {
  const visit = await sale.visit(visitor);
  const fan = new FanPages(visit, hand);
  await fan.openAndComeIn('김민지');
  return { visit, fan };
}

/** Places of an area, for a fan without a browser. */
async function take(area: string, count: number): Promise<void> {
  const other = await sale.fans.comeIn('Lee');
  const { id } = (await sale.operator.sale()).dates[0]!;
  await sale.fans.call('POST', `/concert/${id}/reservations`, { as: other, body: { areas: [{ area, count }] } });
}

/** The area on the left of the map. */
async function tapTheArea(fan: FanPages): Promise<void> {
  const canvas = fan.page.getByRole('application', { name: fan.say.hall.mapLabel });
  const { width, height } = (await canvas.boundingBox())!;
  await canvas.tap({ position: { x: width * 0.3, y: height / 2 } });
}

test('places are taken on the map of a phone, and the tickets say their entry numbers', async () => {
  await take('Standing A', 3);
  const { visit, fan } = await comeIn({ viewport: 'phone', language: 'ko' }, touch);
  const { hall } = fan.say;
  await tapTheArea(fan);
  await fan.page.getByRole('dialog').getByRole('heading', { name: 'Standing A' }).waitFor();
  await fan.button(hall.area.more).tap();
  await takePicture(visit, 'area-card');
  await expectAccessible(visit);
  await fan.button(hall.area.take(3)).tap();
  await fan.heldSeats().nth(2).waitFor();
  expect(await fan.heldSeats().first().innerText()).toContain('Standing A 입장번호 4');
  await takePicture(visit, 'area-basket');
  await tapTheArea(fan);
  await fan.page.getByText(hall.area.mine('4, 5, 6')).waitFor();
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
  expect(
    await fan.page
      .getByRole('article')
      .getByText(/^Standing A 입장번호 [456]$/)
      .allInnerTexts(),
  ).toHaveLength(3);
  await takePicture(visit, 'area-tickets');
});

test('places are taken in the list by the keyboard alone, up to the limit', async () => {
  await sale.operator.setTerms((await sale.operator.sale()).dates[0]!.id, { mostPerPerson: 2 });
  const { visit, fan } = await comeIn({ viewport: 'desktop', language: 'en' }, keyboard);
  const { hall } = fan.say;
  await tabTo(fan.page.getByRole('button', { name: /^Standing B \d/ }));
  await fan.page.keyboard.press('Enter');
  await fan.page.getByRole('heading', { name: /^Standing B/ }).waitFor();
  await takePicture(visit, 'area-list');
  await expectAccessible(visit);
  await tabTo(fan.button(hall.area.fewer));
  await fan.page.keyboard.press('Enter');
  await tabTo(fan.button(hall.area.take(1)));
  await fan.page.keyboard.press('Enter');
  await fan.heldSeats().first().waitFor();
  await fan.page.keyboard.press('Enter');
  await fan.heldSeats().nth(1).waitFor();
  await fan.page
    .locator('.list')
    .getByText(hall.limitText({ limit: 2, held: 2, paid: 0 }))
    .waitFor();
  await fan.page.locator('.list').getByText(hall.area.mine('1, 2')).waitFor();
  await expect.poll(() => fan.page.evaluate(() => document.activeElement === document.body)).toBe(false);
});

test('fewer places than were wanted are said, with what to change', async () => {
  const { visit, fan } = await comeIn({ viewport: 'phone', language: 'ko', theme: 'dark' }, touch);
  const { hall } = fan.say;
  const { id } = (await sale.operator.sale()).dates[0]!;
  await tapTheArea(fan);
  // While the request of the page is on its way.
  await fan.page.route(
    '**/reservations',
    async (route) => {
      await sale.operator.setTerms(id, { mostPerPerson: 1000, mostTakes: 10_000 });
      for (const count of [100, 100, 99]) await take('Standing A', count);
      await route.continue();
    },
    { times: 1 },
  );
  await fan.button(hall.area.take(2)).tap();
  await fan.page.getByText(hall.area.noneTitle(2)).waitFor();
  await takePicture(visit, 'area-none');
  await expectAccessible(visit);
});
