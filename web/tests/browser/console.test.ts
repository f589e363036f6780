/* The operator's console, and what it does to fans who wait. */
import { expect, test } from 'vitest';
import * as en from '../../src/console/texts/en/index.ts';
import * as ko from '../../src/console/texts/ko/index.ts';
import type { Visit, Visitor } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { expectAccessible, takePicture } from './support/pictures.ts';
import { onSale } from './support/on_sale.ts';
import { fromRoot } from './support/places.ts';

const sale = onSale({ max_connections: 1, claim_seconds: 300 });
const { steering, frame, plans, actions, terms, seats } = en;
const words = { ko, en };

async function openConsole(visitor: Visitor = {}): Promise<Visit> {
  const visit = await sale.visit(visitor);
  await visit.page.goto('/console');
  await visit.page.getByRole('status').getByText(words[visit.who.language].steering.open).waitFor();
  return visit;
}

/** Somebody inside, and a fan with a browser who waits. */
async function waitingFan(): Promise<FanPages> {
  await sale.fans.comeIn('The one inside');
  const fan = new FanPages(await sale.visit({ viewport: 'phone', language: 'ko' }));
  await fan.open();
  await fan.join('김민지');
  await fan.untilWaiting();
  return fan;
}

/** A button that says for screen readers what its action is of. */
function of(action: string, what: string): RegExp {
  return new RegExp(`^${action}\\s*: ${what}$`);
}

/** Each action is asked for once more. */
async function confirm({ page }: Visit, action: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('pausing and resuming reach those who wait, and are recorded', async () => {
  const fan = await waitingFan();
  const operator = await openConsole();
  await operator.page.getByRole('button', { name: steering.pause }).click();
  await confirm(operator, steering.pause);
  await fan.page.getByText(fan.say.waiting.paused).waitFor();
  await operator.page.getByRole('button', { name: steering.resume }).click();
  await confirm(operator, steering.resume);
  await fan.page.getByText(fan.say.waiting.paused).waitFor({ state: 'detached' });
  expect((await sale.operator.actions()).map(({ action }) => action).slice(0, 2)).toEqual(['resume', 'pause']);
});

test('more capacity lets the next fan in', async () => {
  const fan = await waitingFan();
  const operator = await openConsole();
  await operator.page.getByLabel(steering.capacity, { exact: true }).fill('5');
  await operator.page.getByRole('button', { name: of(steering.change, steering.capacity) }).click();
  await confirm(operator, steering.change);
  await fan.untilInside();
});

test('a message is read in the waiting room, until it is cleared', async () => {
  const fan = await waitingFan();
  const operator = await openConsole();
  await operator.page.locator('#message').fill('곧 시작합니다');
  await operator.page.getByRole('button', { name: of(steering.send, steering.message) }).click();
  await confirm(operator, steering.send);
  const said = fan.page.getByText('곧 시작합니다');
  await said.waitFor();
  await operator.page.getByRole('button', { name: of(steering.clear, steering.message) }).click();
  await confirm(operator, steering.clear);
  await said.waitFor({ state: 'detached' });
});

test('a closed sale refuses the next seat, and a held one is still paid', async () => {
  const fan = new FanPages(await sale.visit());
  await fan.openAndComeIn('Kim');
  await fan.chooseInTheList('Stalls');
  await fan.hold();
  const operator = await openConsole();
  await operator.page.getByRole('button', { name: new RegExp(`^${steering.closeSale}`) }).click();
  await confirm(operator, steering.closeSale);
  await fan.chooseInTheList('Balcony');
  await fan.button(fan.say.hall.hold).click();
  await fan.page.getByRole('heading', { name: fan.say.hall.lostTitle['sale-closed'] }).waitFor();
  await fan.button(fan.say.hall.close).click();
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
});

test('terms of a date are changed at its place, with what is wrong said at its field', async () => {
  const visit = await openConsole({ viewport: 'phone' });
  const { page } = visit;
  await page.goto('/console#/steering');
  await page.locator('summary', { hasText: terms.title }).click();
  const most = page.getByLabel(terms.names.mostPerPerson);
  const change = page.getByRole('button', { name: of(terms.change, terms.title) });
  await most.fill('0');
  await page.getByLabel(terms.names.opensAt).fill('2099-05-01T19:00');
  await change.click();
  await page.getByText(terms.order).waitFor();
  await page.getByText(terms.number('1', '1,000')).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('opensAt');
  await takePicture(visit, 'console-terms');
  await expectAccessible(visit);

  await page.getByLabel(terms.names.opensAt).fill('');
  await most.fill('2');
  await page.getByLabel(terms.names.noSingleSeats).check();
  await change.click();
  await page.getByRole('dialog').getByText(`${terms.names.mostPerPerson}: 2`).waitFor();
  await confirm(visit, terms.change);
  await page.getByText(terms.summary('2')).waitFor();
  expect((await sale.operator.sale()).dates[0]!.mostPerPerson).toBe(2);
  await change.click();
  await page.getByText(terms.same).waitFor();
  await page.getByRole('link', { name: frame.actions, exact: true }).click();
  await page.getByText(`${terms.names.mostPerPerson}:`).waitFor();
});

test('seats are blocked as they are typed, with a reason, and put back on sale', async () => {
  const visit = await openConsole({ viewport: 'phone' });
  const { page } = visit;
  const { seats: all } = (await sale.operator.sale()).dates[0]!;
  await page.goto('/console#/seats');
  await page.getByLabel(seats.section, { exact: true }).selectOption('Stalls');
  await page.getByLabel(seats.rows, { exact: true }).fill('A-B, X');
  await page.getByLabel(seats.seats, { exact: true }).fill('1-3');
  await page.getByRole('button', { name: seats.block, exact: true }).click();
  await page.getByText(seats.noSuchRow('X')).waitFor();
  await page.getByText(seats.reasonMissing).waitFor();
  await page.getByLabel(seats.rows, { exact: true }).fill('A-B');
  await page.getByLabel(seats.reason, { exact: true }).fill('house seats');
  await page.getByRole('button', { name: seats.block, exact: true }).click();
  await confirm(visit, seats.block);
  const block = page.getByRole('list', { name: seats.blockedNow }).getByRole('listitem');
  await block.getByText('row A: 1–3 · row B: 1–3').waitFor();
  await block.locator('.hint', { hasText: 'house seats' }).waitFor();
  const left = async () => (await sale.operator.sale()).dates[0]!.availableSeats;
  expect(await left()).toBe(all - 6);
  await takePicture(visit, 'console-blocked');
  await expectAccessible(visit);

  await block.getByRole('button').click();
  await confirm(visit, seats.unblock);
  await page.getByText(seats.noneBlocked).waitFor();
  expect(await left()).toBe(all);
});

test('seats that somebody holds are not blocked, and who lets seats go is told', async () => {
  const fan = await sale.fans.comeIn('Kim Holds');
  const date = (await sale.operator.sale()).dates[0]!.id;
  const [first, second] = (await sale.fans.seats(fan, date)).filter(({ section }) => section === 'Stalls');
  const given = await sale.fans.reserve(fan, first!.id);
  await sale.fans.call('DELETE', `/concert/reservations/${given}`, { as: fan });
  await sale.fans.reserve(fan, second!.id);
  const visit = await openConsole({ viewport: 'desktop' });
  const { page } = visit;
  await page.goto('/console#/seats');
  await page.getByLabel(seats.section, { exact: true }).selectOption('Stalls');
  await page.getByLabel(seats.reason, { exact: true }).fill('camera');
  await page.getByRole('button', { name: seats.block, exact: true }).click();
  await confirm(visit, seats.block);
  await page.getByText(seats.taken('1')).waitFor();
  await page
    .getByRole('row', { name: /Kim Holds/ })
    .getByRole('cell')
    .first()
    .waitFor();
  await takePicture(visit, 'console-hoarders');
});

test('a plan with several categories is priced by category', async () => {
  const visit = await openConsole();
  const { page } = visit;
  await page.goto('/console#/new-date');
  await page.locator('input[type=file]').setInputFiles(fromRoot('venues/pretix-theatre.json'));
  await page.getByText(plans.priceToCome).first().waitFor();
  expect(await page.getByText('₩0').count()).toBe(0);
  const prices = { Front: '90,000', Stalls: '70000', Balcony: '50000' };
  const table = page.getByRole('region', { name: plans.categoryTable });
  for (const [category, price] of Object.entries(prices))
    await table.getByLabel(`${plans.ownPrice}: ${category}`).fill(price);
  await page.getByLabel(plans.singer).fill('새벽 밴드');
  await page.getByLabel(plans.date).fill('2099-05-01T19:00');
  await page.locator('summary', { hasText: terms.title }).click();
  await page.getByLabel(terms.names.mostPerPerson).fill('6');
  await takePicture(visit, 'console-prices');
  await page.getByRole('button', { name: plans.create }).click();
  await confirm(visit, plans.create);
  await page.getByRole('heading', { name: plans.createdTitle }).waitFor();
  const made = (await sale.operator.sale()).dates.find(({ date }) => date.startsWith('2099-'))!;
  expect(made.mostPerPerson).toBe(6);
  const { categories } = await sale.fans.call<{ categories: { name: string; price: number }[] }>(
    'GET',
    `/concert/${made.id}/map`,
  );
  expect(Object.fromEntries(categories.map(({ name, price }) => [name, price]))).toEqual({
    Front: 90000,
    Stalls: 70000,
    Balcony: 50000,
  });
});

test('what was done is in the table of actions, under the name of who did it', async () => {
  await sale.operator.steer({ capacity: 7 });
  const { page } = await openConsole();
  await page.getByRole('link', { name: frame.actions, exact: true }).click();
  await page.getByText(actions.actions['set-capacity']!).waitFor();
  await page.getByText('operator', { exact: true }).first().waitFor();
});

test.each([
  { language: 'ko', viewport: 'desktop', theme: 'light' },
  { language: 'en', viewport: 'desktop', theme: 'dark' },
  { language: 'ko', viewport: 'phone', theme: 'light' },
  { language: 'en', viewport: 'phone', theme: 'light' },
] as Visitor[])('every view is fit to be seen and used: $language, $viewport, $theme', async (visitor) => {
  await sale.fans.comeIn('The one inside');
  await sale.fans.crowd(50);
  await sale.operator.steer({ message: 'The doors open at eight.' });
  const visit = await openConsole(visitor);
  const { page } = visit;
  for (const view of ['live', 'steering', 'seats', 'new-date', 'exports', 'actions']) {
    await page.goto(`/console#/${view}`);
    await page.locator(`nav li.${view} a[aria-current=page]`).waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await takePicture(visit, `console-${view}`);
    await expectAccessible(visit);
  }
  await page.goto('/console#/live');
  await page.getByRole('button', { name: words[visit.who.language].steering.pause }).click();
  await takePicture(visit, 'console-confirm');
  await expectAccessible(visit);
});
