/* Seats for those who come together: several in one reservation, paid at once. */
import { describe, expect, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { type Hand, keyboard, mouse, tabTo, touch } from './support/hands.ts';
import { onSale } from './support/on_sale.ts';
import { expectAccessible, takePicture } from './support/pictures.ts';
import { like } from './support/words.ts';

const sale = onSale();
const phone: Visitor = { viewport: 'phone', language: 'ko' };

async function comeIn(visitor: Visitor, hand: Hand): Promise<FanPages> {
  const fan = new FanPages(await sale.visit(visitor), hand);
  await fan.openAndComeIn('김민지');
  return fan;
}

const date = async () => (await sale.operator.sale()).dates[0]!.id;

/** Somebody without limits, who leaves these seats alone free. */
async function takeAllBut(isLeft: (seat: { section: string; row: string; seat: string }) => boolean): Promise<void> {
  const id = await date();
  await sale.operator.setTerms(id, { mostPerPerson: 1000, mostTakes: 10_000 });
  const greedy = await sale.fans.comeIn('Greedy');
  const seats = (await sale.fans.seats(greedy, id)).filter((seat) => !isLeft(seat)).map((seat) => seat.id);
  for (let k = 0; k < seats.length; k += 100) await sale.fans.reserveAll(greedy, id, seats.slice(k, k + 100));
  await sale.operator.setTerms(id, { mostPerPerson: null, mostTakes: null });
}

async function expectTickets(fan: FanPages, count: number): Promise<void> {
  expect(await fan.page.getByRole('article').count()).toBe(1);
  await fan.page
    .getByRole('article')
    .getByRole('img')
    .nth(count - 1)
    .waitFor();
  expect(await fan.page.getByRole('article').getByRole('img').count()).toBe(count);
}

test('two best seats side by side are bought on a phone by three taps', async () => {
  let taps = 0;
  const counting: Hand = { ...touch, press: (target, at) => ((taps += 1), touch.press(target, at)) };
  const fan = await comeIn(phone, counting);
  await sale.fans.charge({ id: await fan.userId() }, 1_000_000);
  taps = 0;
  await fan.takeBest();
  await fan.page.getByRole('status').getByText(like(fan.say.seats.taken)).waitFor();
  await fan.goAndPay();
  await fan.pay();
  expect(taps).toBe(3);
  await expectTickets(fan, 2);
  const { reservations } = await sale.fans.call<{ reservations: { nextToEachOther: boolean; seats: unknown[] }[] }>(
    'GET',
    `/user/${await fan.userId()}/reservations`,
  );
  expect(reservations).toMatchObject([{ nextToEachOther: true }]);
});

test('three are picked on the map, one is given back, and two are paid at once', async () => {
  const fan = await comeIn({ viewport: 'desktop', language: 'en' }, mouse);
  for (let picked = 0; picked < 3; picked += 1) {
    await fan.chooseOnTheMap();
    await fan.hold();
  }
  const deadline = await fan.page.getByRole('timer').count();
  expect([await fan.heldSeats().count(), deadline]).toEqual([3, 1]);
  await fan.giveBack(1);
  expect(await fan.heldSeats().count()).toBe(2);
  await fan.goAndPay();
  expect(await fan.heldSeats().count()).toBe(2);
  await fan.charge();
  await fan.pay();
  await expectTickets(fan, 2);
  expect(await sale.fans.balance({ id: await fan.userId() })).toBe(0);
});

test('two are picked in the list by the keyboard alone, one is given back, and the focus goes on', async () => {
  const fan = await comeIn({ viewport: 'desktop', language: 'ko' }, keyboard);
  await fan.chooseInTheList('Stalls', 1);
  await fan.hold();
  await fan.chooseInTheList('Stalls', 2);
  await fan.hold();
  await fan.page.getByRole('status').getByText(like(fan.say.seats.taken)).waitFor();
  await tabTo(fan.heldSeats().first().getByRole('button'));
  await fan.page.keyboard.press('Enter');
  await fan.heldSeats().nth(1).waitFor({ state: 'detached' });
  await fan.page.getByRole('status').getByText(like(fan.say.seats.givenBack)).waitFor();
  const left = fan.heldSeats().getByRole('button');
  await expect.poll(() => left.evaluate((button) => button === document.activeElement)).toBe(true);
  await fan.goAndPay();
  await fan.charge();
  await fan.pay();
  await expectTickets(fan, 1);
});

test('on the page to pay on, one of two is given back', async () => {
  const fan = await comeIn(phone, touch);
  await fan.takeBest();
  await fan.goAndPay();
  await fan.giveBack(0);
  await fan.button(fan.say.paying.giveBack(1)).waitFor();
  await fan.charge();
  await fan.pay();
  await expectTickets(fan, 1);
});

test('at the limit of the date the page says how many are held, and offers no more', async () => {
  await sale.operator.setTerms(await date(), { mostPerPerson: 2 });
  const fan = await comeIn(phone, touch);
  const { hall } = fan.say;
  await fan.takeBest();
  const said = fan.page.getByText(hall.limitText({ limit: 2, held: 2, paid: 0 }));
  await said.waitFor();
  expect(await fan.button(hall.best.take(2)).count()).toBe(0);
  await fan.giveBack(0);
  await said.waitFor({ state: 'detached' });
  await fan.takeBest(1);
  await said.waitFor();
});

test('a limit that the page did not know of is said as the server counts', async () => {
  const fan = await comeIn(phone, touch);
  const { hall } = fan.say;
  await fan.page.route('**/reservations', async (route) => {
    await sale.operator.setTerms(await date(), { mostPerPerson: 1 });
    await route.continue();
  });
  await fan.button(hall.best.take(2)).tap();
  const card = fan.page.getByRole('dialog');
  await card.getByText(hall.lostTitle['too-many-seats']).waitFor();
  await card.getByText(hall.limitText({ limit: 1, held: 0, paid: 0 })).waitFor();
});

describe('when somebody else was faster', () => {
  test('a lost seat has others to take instead', async () => {
    const fan = await comeIn(phone, touch);
    const { hall } = fan.say;
    const faster = await sale.fans.comeIn('Lee');
    const id = await date();
    await fan.chooseInTheList('Stalls');
    // While the request of the page is on its way.
    await fan.page.route(
      '**/reservations',
      async (route) => {
        const { seats } = route.request().postDataJSON() as { seats: string[] };
        await sale.fans.reserveAll(faster, id, seats);
        await route.continue();
      },
      { times: 1 },
    );
    await fan.button(hall.hold).tap();
    await fan.page.getByText(hall.lostTitle['while-holding']).waitFor();
    const offers = fan.page.getByRole('dialog').getByRole('listitem');
    expect(await offers.count()).toBe(4);
    await offers.first().getByRole('button').tap();
    await fan.hold();
  });

  test('best seats that are not side by side are said to be so, and go back by one tap', async () => {
    await takeAllBut(({ section, row, seat }) => section === 'Stalls' && ['A', 'K'].includes(row) && seat === '1');
    const visit = await sale.visit(phone);
    const fan = new FanPages(visit, touch);
    const { hall } = fan.say;
    await fan.openAndComeIn('김민지');
    await fan.takeBest();
    await fan.page.getByText(hall.best.apartTitle).waitFor();
    await takePicture(visit, 'best-apart');
    await expectAccessible(visit);
    await fan.button(hall.best.giveBack).tap();
    await fan.holdBar().waitFor({ state: 'detached' });
    await fan.takeBest();
    await fan.button(hall.best.keep).tap();
    expect(await fan.heldSeats().count()).toBe(2);
  });

  test('too few free seats are said, with what to change', async () => {
    await takeAllBut(({ section, row, seat }) => section === 'Stalls' && row === 'A' && seat === '1');
    const visit = await sale.visit(phone);
    const fan = new FanPages(visit, touch);
    const { hall } = fan.say;
    await fan.openAndComeIn('김민지');
    await fan.button(hall.best.take(2)).tap();
    await fan.page.getByText(hall.best.noneTitle(2)).waitFor();
    await fan.page.getByText(hall.best.noneText).waitFor();
    await takePicture(visit, 'best-none');
    await expectAccessible(visit);
    await fan.button(hall.close).tap();
    await fan.button(hall.best.fewer).tap();
    await fan.takeBest(1);
  });
});
