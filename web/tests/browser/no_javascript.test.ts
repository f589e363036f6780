/* The waiting room of a browser without JavaScript: plain pages and forms. */
import { expect, test } from 'vitest';
import { onSale } from './support/on_sale.ts';
import { takePicture } from './support/looks.ts';

const sale = onSale({ max_connections: 1, claim_seconds: 300 });

test('keeps a place and leads inside', async () => {
  const inside = await sale.fans.comeIn('The one inside');
  const crowd = await sale.fans.crowd(10);
  const visit = await sale.visit({ javaScript: false, viewport: 'phone', language: 'ko' });
  const { page } = visit;
  await page.goto('/waiting-room');
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  await takePicture(visit, 'plain-joining');
  await page.locator('input[name=name]').fill('김민지');
  await page.locator('form').filter({ has: page.locator('input[name=name]') }).getByRole('button').click();
  await page.getByText('11').first().waitFor();
  await takePicture(visit, 'plain-waiting');
  // It asks again by itself.
  await sale.fans.leave(...crowd.slice(0, 4));
  await page.getByText('7').first().waitFor();
  await sale.fans.leave(...crowd.slice(4), inside);
  await page.locator('[data-standing=inside]').waitFor();
  await takePicture(visit, 'plain-inside');
});
