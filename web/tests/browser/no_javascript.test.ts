/* The whole way without JavaScript: plain pages that ask again by themselves, and forms. */
import { test } from 'vitest';
import { expectAccessible, takePicture } from './support/pictures.ts';
import { onSale } from './support/on_sale.ts';

const sale = onSale({ max_connections: 1, claim_seconds: 300 });

const said = {
  ko: {
    join: '대기열에 들어가기',
    position: '내 순서',
    seats: '좌석 고르기',
    count: '좌석 수',
    best: '좋은 좌석 선택하기',
    held: '좌석을 선택했어요.',
    release: '선택 취소하기',
    charge: '충전하기',
    pay: /포인트 결제하기$/,
    tickets: '내 티켓',
  },
  en: {
    join: 'Join the line',
    position: 'Your position',
    seats: 'Choose a seat',
    count: 'Seats',
    best: 'Take the best seats',
    held: 'The seats are held for you.',
    release: 'Give it back',
    charge: 'Charge',
    pay: /^Pay /,
    tickets: 'Your tickets',
  },
};

test.each([
  { language: 'ko', viewport: 'phone' },
  { language: 'en', viewport: 'desktop' },
] as const)('a seat is bought in $language, on a $viewport', async (visitor) => {
  const inside = await sale.fans.comeIn('The one inside');
  const crowd = await sale.fans.crowd(10);
  const visit = await sale.visit({ ...visitor, javaScript: false });
  const { page } = visit;
  const say = said[visitor.language];
  const look = async (name: string) => {
    await takePicture(visit, `plain-${name}`);
    await expectAccessible(visit);
  };

  await page.goto('/waiting-room');
  await page.locator(`html[lang=${visitor.language}]`).waitFor();
  await look('door');
  await page.locator('#name').fill('김민지');
  await page.getByRole('button', { name: say.join }).click();
  const position = (number: number) => page.locator('.position', { hasText: new RegExp(`^${number}$`) }).waitFor();
  await position(11);
  await look('waiting');
  await sale.fans.leave(...crowd.slice(0, 4));
  await position(7);
  await sale.fans.leave(...crowd.slice(4), inside);

  await page.locator('ul.choices a').first().click();
  await look('date');
  await page.getByLabel(say.count).selectOption('3');
  await page.getByRole('button', { name: say.best }).click();
  await page.getByRole('status').getByText(say.held).waitFor();
  await look('basket');
  for (let held = 3; held > 0; held -= 1) await page.getByRole('button', { name: say.release }).first().click();
  await page.getByRole('button', { name: say.release }).waitFor({ state: 'detached' });
  await page.locator('ul.choices a').first().click();
  await page.locator('ul.choices a', { hasText: 'Stalls' }).click();
  await page.getByRole('heading', { name: say.seats }).waitFor();
  await look('seats');
  await page.locator('ul.choices button').first().click();
  await page.getByRole('button', { name: say.charge, exact: true }).click();
  await look('charged');
  await page.getByRole('button', { name: say.pay }).click();
  await page.getByRole('heading', { name: say.tickets }).waitFor();
  await look('ticket');
});
