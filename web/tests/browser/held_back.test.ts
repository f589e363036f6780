/* Between the fan and the server is a proxy that holds the events of streams back: nothing may depend on them. */
import { afterEach, expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';
import { type HeldBack, Proxy } from './support/proxy.ts';

const sale = onSale({ max_connections: 1, claim_seconds: 300 });
let proxy: Proxy | undefined;

afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

test.each<HeldBack>(['body', 'header'])(
  'a fan waits, comes in and buys where the %s of streams is held back',
  async (heldBack) => {
    const inside = await sale.fans.comeIn('The one inside');
    proxy = await Proxy.before(sale.server, heldBack);
    const fan = new FanPages(await sale.visit({ language: 'ko' }, proxy));
    await fan.open();
    await fan.join('김민지');
    await fan.untilWaiting();
    await fan.page.getByText(fan.say.waiting.polling, { exact: true }).waitFor();
    expect(await fan.position()).toBe(1);
    await sale.fans.leave(inside);
    await fan.untilInside();
    await fan.chooseInTheList('Stalls');
    await fan.hold();
    await fan.goAndPay();
    await fan.charge();
    await fan.pay();
  },
);

test.each<HeldBack>(['body', 'header'])(
  'the seats are as they are where the %s of streams is held back',
  async (heldBack) => {
    proxy = await Proxy.before(sale.server, heldBack);
    const fan = new FanPages(await sale.visit({}, proxy));
    await fan.openAndComeIn('Kim');
    await fan.chooseInTheList('Stalls');
    // The fan looks at a seat, and another one takes it.
    await sale.operator.steer({ capacity: 2 });
    const other = await sale.fans.comeIn('Somebody else');
    const { dates } = await sale.operator.sale();
    const seats = await sale.fans.seats(other, dates[0]!.id);
    await sale.fans.reserve(
      other,
      seats.find(({ section, status }) => section === 'Stalls' && status === 'available')!.id,
    );
    await fan.page.getByText(fan.say.hall.lostTitle['while-looking']).waitFor();
  },
);
