/* The pages speak the fan's language, and load no other one before it is chosen. */
import { expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';
import { wordsIn } from './support/words.ts';

const sale = onSale();
const texts = /\/assets\/(ko|en)-[^/]+\.js$/;

test('another language is loaded when it is chosen, on every page, and is there after a reload', async () => {
  const fan = new FanPages(await sale.visit({ language: 'ko' }));
  await fan.open();
  expect(fan.watch.requestsOf(texts)).toHaveLength(1);
  await fan.openAndComeIn('김민지');

  await fan.button('English').click();
  const english = wordsIn('en');
  await fan.page.getByRole('group', { name: english.hall.prices }).waitFor();
  await fan.link(english.frame.tickets).waitFor();
  await fan.page.reload();
  await fan.link(english.frame.tickets).waitFor();
  expect(await fan.page.locator('html').getAttribute('lang')).toBe('en');
});

test('where another language cannot be loaded, the page stays as it is and may be asked again', async () => {
  const fan = new FanPages(await sale.visit({ language: 'ko' }));
  await fan.open();
  await fan.page.route(texts, (route) => route.abort());
  await fan.button('English').click();
  await expect.poll(() => fan.watch.requestsOf(texts).length).toBe(2);
  await fan.link(fan.say.frame.tickets).waitFor();
  await fan.page.unroute(texts);
  await fan.button('English').click();
  await fan.link(wordsIn('en').frame.tickets).waitFor();
});
