/* Seats are added while fans look at the map. */
import { expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';

const sale = onSale();

test('a fan who chose a seat before seats were added holds it, and sees the new ones without a reload', async () => {
  const fan = new FanPages(await sale.visit({ language: 'ko' }));
  const { hall } = fan.say;
  await fan.openAndComeIn('김민지');
  await fan.chooseInTheList('Stalls');
  const { dates } = await sale.operator.sale();
  const section = fan.page.getByRole('heading', { level: 2 }).filter({ hasText: /Stalls.*잔여/ });
  const free = async () => Number(/\d+/.exec(await section.innerText())![0]);
  const before = await free();
  const mapsRead = () => fan.watch.requestsOf(/^GET \/concert\/[^/]+\/map$/).length;
  expect(mapsRead()).toBe(1);

  await sale.fans.call('POST', `/concert/${dates[0]!.id}/seats`, {
    body: { seats: [{ seatNumber: 999_001, price: 55_000, section: 'Stalls', row: 'A', seat: '901' }] },
  });
  await expect.poll(mapsRead, { timeout: 60_000 }).toBe(2);
  await expect.poll(free, { timeout: 60_000 }).toBe(before + 1);
  // The seat that was chosen before is still the chosen one.
  await fan.hold();
  await fan.button(hall.release).or(fan.holdBar()).first().waitFor();
  await fan.page.getByRole('gridcell').getByRole('button', { name: hall.mine }).waitFor();
});

test('a new seat is held by the fan who had read the map before it was there', async () => {
  const fan = new FanPages(await sale.visit());
  await fan.openAndComeIn('Kim');
  const { dates } = await sale.operator.sale();
  await sale.fans.call('POST', `/concert/${dates[0]!.id}/seats`, {
    body: { seats: [{ seatNumber: 999_002, price: 55_000, section: 'New stand', row: '1', seat: '1' }] },
  });
  await fan.page.getByRole('button', { name: /^New stand \d/ }).waitFor();
  await fan.chooseInTheList('New stand');
  await fan.hold();
  expect(await fan.heldSeats().first().innerText()).toContain('New stand');
});
