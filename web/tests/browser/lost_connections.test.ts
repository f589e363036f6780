/* The server is killed, the network goes away: what the fan has is kept. */
import { expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';

const sale = onSale({ max_connections: 1, claim_seconds: 300 });

async function waitBehind(count: number): Promise<FanPages> {
  await sale.fans.comeIn('The one inside');
  await sale.fans.crowd(count);
  const fan = new FanPages(await sale.visit({ language: 'ko' }));
  await fan.open();
  await fan.join('김민지');
  await fan.untilWaiting();
  return fan;
}

async function holdASeat(): Promise<FanPages> {
  const fan = new FanPages(await sale.visit({ language: 'ko' }));
  await fan.openAndComeIn('김민지');
  await fan.chooseInTheList('Stalls');
  await fan.hold();
  return fan;
}

test('a server that was killed while a fan waits has kept the place', async () => {
  const fan = await waitBehind(20);
  expect(await fan.position()).toBe(21);
  const live = fan.page.getByText(fan.say.waiting.live, { exact: true });
  await live.waitFor();
  await sale.server.kill();
  await live.waitFor({ state: 'detached' });
  expect(await fan.position()).toBe(21);
  await sale.server.startAgain();
  await live.waitFor();
  expect(await fan.position()).toBe(21);
});

test('a page in the background, whose timers the browser holds back, is back in line by itself after a restart', async () => {
  const fan = await waitBehind(20);
  const live = fan.page.getByText(fan.say.waiting.live, { exact: true });
  await live.waitFor();
  // Harder than a browser is: the page's own timers ring no more at all.
  await fan.page.evaluate(() => {
    const own = globalThis.setTimeout.bind(globalThis);
    Object.assign(globalThis, { setTimeout: (run: () => void, wait = 0) => (wait < 100 ? own(run, wait) : 0) });
  });
  await sale.server.kill();
  await live.waitFor({ state: 'detached' });
  await sale.server.startAgain();
  await live.waitFor();
  expect(await fan.position()).toBe(21);
});

test('a server that was killed while a fan holds a seat has kept the seat', async () => {
  const fan = await holdASeat();
  await sale.server.kill();
  await sale.server.startAgain();
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
});

test('a fan whom the server has lost is registered again by the page, is told so, and keeps the place', async () => {
  const fan = await waitBehind(20);
  const userId = await fan.userId();
  await sale.server.kill();
  sale.server.loseTheSale();
  await sale.server.startAgain();
  await fan.page.reload();
  await fan.page.getByText(fan.say.frame.lost).waitFor();
  await fan.untilWaiting();
  await expect.poll(() => fan.position(), { timeout: 60_000 }).toBe(21);
  expect(await sale.fans.balance({ id: userId })).toBe(0);
  const again = fan.watch.requestsOf(/^POST \/user$/);
  await sale.operator.steer({ capacity: 100 });
  await fan.untilInside();
  await fan.chooseInTheList('Stalls');
  await fan.hold();
  expect(fan.watch.requestsOf(/^POST \/user$/)).toEqual(again);
});

test('a payment that meets no server is said, repeated, and made once', async () => {
  const fan = await holdASeat();
  await fan.goAndPay();
  await fan.charge();
  await sale.server.kill();
  await fan.payButton().click();
  await fan.page.getByText(fan.say.paying.lost).waitFor();
  await sale.server.startAgain();
  await fan.untilPaid();
  expect(await sale.fans.balance({ id: await fan.userId() })).toBe(0);
});

test('who was offline goes on where they were', async () => {
  const fan = await waitBehind(20);
  const context = fan.page.context();
  const offline = fan.page.getByText(fan.say.frame.offline);
  await context.setOffline(true);
  await offline.waitFor();
  await context.setOffline(false);
  await offline.waitFor({ state: 'detached' });
  await fan.page.getByText(fan.say.waiting.live, { exact: true }).waitFor();
  expect(await fan.position()).toBe(21);
});
