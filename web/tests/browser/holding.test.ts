/* A seat that is held: for how long, and against whom. */
import { describe, expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';

describe('a hold that runs out', () => {
  const sale = onSale({ seat_hold_seconds: 15 });

  test('is said before, costs nothing, and frees the seat', async () => {
    const fan = new FanPages(await sale.visit({ viewport: 'phone', language: 'ko' }));
    await fan.openAndComeIn('김민지');
    await fan.chooseInTheList('Stalls');
    await fan.hold();
    // It is shorter than the warning before its end.
    await fan.holdBar().getByText(fan.say.frame.hold.warning).waitFor();
    await fan.page.getByText(fan.say.frame.hold.ranOut, { exact: true }).waitFor();
    await fan.holdBar().waitFor({ state: 'detached' });
    await expect.poll(async () => (await sale.operator.sale()).dates[0]!.availableSeats, { timeout: 60_000 }).toBe(300);
  });
});

describe('of two who look at one seat', () => {
  const sale = onSale();

  test('the slower one is told, and offered others', async () => {
    const [first, second] = [new FanPages(await sale.visit({ language: 'ko' })), new FanPages(await sale.visit())];
    await first.openAndComeIn('김민지');
    await second.openAndComeIn('Lee');
    await first.chooseInTheList('Stalls');
    await second.chooseInTheList('Stalls');
    await first.hold();
    // Without a hand of the second one: the seat goes while it is being looked at.
    const { hall } = second.say;
    await second.page.getByText(hall.lostTitle['while-looking']).waitFor();
    await second.page.getByText(hall.nearest).waitFor();
    await second.page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
    await second.hold();
  });

  test('one gets it when both press at the same moment', async () => {
    const pair = [new FanPages(await sale.visit()), new FanPages(await sale.visit())];
    for (const [index, fan] of pair.entries()) {
      await fan.openAndComeIn(`Fan ${index}`);
      await fan.chooseInTheList('Stalls');
    }
    const { hall } = pair[0]!.say;
    const lost = pair.map((fan) =>
      fan.page.getByText(hall.lostTitle['while-holding']).or(fan.page.getByText(hall.lostTitle['while-looking'])),
    );
    // The change of the first one's seat may take the button from under the second one's finger.
    await Promise.all(
      pair.map((fan, index) =>
        Promise.race([
          fan
            .button(hall.hold)
            .click()
            .catch(() => undefined),
          lost[index]!.waitFor(),
        ]),
      ),
    );
    const outcomes = await Promise.all(
      pair.map(async (fan, index) => {
        await fan.holdBar().or(lost[index]!).first().waitFor();
        return (await fan.holdBar().count()) === 1 ? 'held' : 'lost';
      }),
    );
    expect(outcomes.toSorted()).toEqual(['held', 'lost']);
  });
});
