/* Every page of the fan, as it looks and for everybody: pictures for the eye, axe for the rest. */
import { describe, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { expectAccessible, expectNothingIsCutOff, takePicture } from './support/pictures.ts';
import { onSale } from './support/on_sale.ts';

const sale = onSale({ max_connections: 1, claim_seconds: 300 });

const visitors: Visitor[] = [
  { language: 'ko', viewport: 'phone', theme: 'light' },
  { language: 'ko', viewport: 'desktop', theme: 'light' },
  { language: 'en', viewport: 'phone', theme: 'light' },
  { language: 'en', viewport: 'desktop', theme: 'light' },
  { language: 'ko', viewport: 'phone', theme: 'dark' },
  { language: 'en', viewport: 'desktop', theme: 'dark' },
];

describe.each(visitors)('in $language, on a $viewport, $theme', (visitor) => {
  test('every page of a purchase is fit to be seen and used', async () => {
    const visit = await sale.visit(visitor);
    const fan = new FanPages(visit);
    const { page, say } = fan;
    const look = async (name: string) => {
      await takePicture(visit, name);
      await expectAccessible(visit);
      if (visitor.viewport === 'phone') await expectNothingIsCutOff(visit);
    };

    await page.goto('/#/nowhere');
    await page.getByText(say.frame.unknown.text).waitFor();
    await look('unknown');

    await sale.operator.steer({ opensAt: new Date(Date.now() + 3 * 3600_000).toISOString() });
    await page.goto('/');
    await page.getByRole('region', { name: say.concerts.opensIn }).waitFor();
    await look('before-opening');
    await sale.operator.steer({ opensAt: null });
    await page.reload();
    await fan.link(say.concerts.join).first().waitFor();
    await look('concerts');

    const inside = await sale.fans.comeIn('The one inside');
    const crowd = await sale.fans.crowd(30);
    await fan.link(say.concerts.join).first().click();
    await page.getByLabel(say.waiting.name, { exact: true }).waitFor();
    await look('joining');
    await fan.button(say.waiting.join).click();
    await page.getByText(say.waiting.nameFault).waitFor();
    await look('joining-refused');
    await page.getByLabel(say.waiting.name, { exact: true }).fill('김민지');
    await fan.button(say.waiting.join).click();
    await fan.untilWaiting();
    const message = visitor.language === 'ko' ? '입장은 30분 뒤에 다시 시작합니다.' : 'We go on in half an hour.';
    await sale.operator.steer({ message, paused: true });
    await page.getByText(message).waitFor();
    await page.getByText(say.waiting.paused).waitFor();
    await look('waiting');
    await fan.button(say.waiting.leave).click();
    await look('leaving');
    await fan.button(say.waiting.stay).click();
    await sale.operator.steer({ message: null, paused: false });
    await sale.fans.leave(...crowd, inside);

    await fan.untilInside();
    await look('seats');
    await fan.chooseInTheList('Stalls', 3);
    await look('seat-chosen');
    await fan.hold();
    await look('seat-held');
    await fan.takeBest();
    await look('seats-held');
    await fan.button(say.hall.best.options).click();
    await look('best-options');

    await fan.goAndPay();
    await page.getByRole('button', { name: say.paying.giveBack(3) }).waitFor();
    await look('paying');
    await fan.charge();
    await look('paying-charged');
    await fan.pay();
    await look('paid');
    await page.goto('/#/tickets');
    await page.reload();
    await page.getByRole('article').waitFor();
    await look('tickets');
  });
});
