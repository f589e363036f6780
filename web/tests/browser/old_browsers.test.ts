/* Browsers that lack what others have: plain http on a LAN has no crypto.randomUUID and no locks, older phones lack more. */
import { expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';

const sale = onSale();

test('a ticket is bought without what secure and newer browsers alone have', async () => {
  const visit = await sale.visit({ viewport: 'phone', language: 'ko' });
  await visit.context.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, 'randomUUID', { value: undefined });
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    Object.assign(globalThis, { BroadcastChannel: undefined, TextDecoderStream: undefined });
    Object.assign(AbortSignal, { any: undefined, timeout: undefined });
  });
  const fan = new FanPages(visit);
  await fan.openAndComeIn('김민지');
  await fan.chooseInTheList('Stalls');
  await fan.hold();
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
});

test('a browser that cannot run the page is led to the room without JavaScript', async () => {
  const visit = await sale.visit();
  await visit.context.addInitScript(() => Object.assign(globalThis, { ReadableStream: undefined }));
  await visit.page.goto('/');
  await visit.page.getByRole('link', { name: 'Wait in line without JavaScript' }).click();
  await visit.page.getByRole('heading', { name: 'onsale waiting room' }).waitFor();
});

test('a page whose script never comes is no blank page', async () => {
  const { page } = await sale.visit();
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await page.goto('/');
  const wayOn = page.getByRole('link', { name: 'Wait in line without JavaScript' });
  // Not in sight while a page may still come.
  expect(await wayOn.isVisible()).toBe(false);
  await wayOn.waitFor();
});
