/* A fan abroad is told when the concert begins at the hall. */
import { expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';
import { club } from './support/server.ts';

const sale = onSale({}, { sales: [{ ...club, date: '2031-01-10T19:00:00+09:00' }] });

test.each(['America/Los_Angeles', 'Europe/London', 'Pacific/Apia'])(
  'a concert begins by the clock at the hall for a fan in %s, with its zone',
  async (timeZone) => {
    const fan = new FanPages(await sale.visit({ timeZone }));
    await fan.open();
    const when = fan.page.getByRole('heading').locator('time');
    await when.waitFor();
    expect(await when.textContent()).toMatch(/10 January 2031.*19:00 KST$/);
  },
);
