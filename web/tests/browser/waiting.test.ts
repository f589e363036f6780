/* The waiting room, with a thousand fans ahead. */
import { beforeEach, expect, test } from 'vitest';
import { FanPages } from './support/fan_pages.ts';
import type { Fan } from './support/fans.ts';
import { expectAccessible, takePicture } from './support/pictures.ts';
import { onSale } from './support/on_sale.ts';
import { openRequests } from './support/watch.ts';

// The claim window is longer than any machine is slow.
const sale = onSale({ max_connections: 1, claim_seconds: 300 });
const stream = /\/token\/stream/;
const ahead = 1000;

let inside: Fan;
let crowd: Fan[];

beforeEach(async () => {
  inside = await sale.fans.comeIn('The one inside');
  crowd = await sale.fans.crowd(ahead);
});

async function wait(): Promise<FanPages> {
  const fan = new FanPages(await sale.visit({ viewport: 'phone', language: 'ko' }));
  await fan.open();
  await fan.join('김민지');
  await fan.untilWaiting();
  return fan;
}

test('shows the place, which a reload keeps', async () => {
  const fan = await wait();
  expect(await fan.position()).toBe(ahead + 1);
  await fan.page.reload();
  await fan.untilWaiting();
  await expect.poll(() => fan.position(), { timeout: 60_000 }).toBe(ahead + 1);
});

test('a second tab has the same place, and one stream serves both', async () => {
  const fan = await wait();
  const context = fan.page.context();
  await fan.page.close();
  const first = await context.newPage();
  const second = await context.newPage();
  const streams = [first, second].map((page) => openRequests(page, stream));
  for (const page of [first, second]) {
    await page.goto('/#/line');
    await page.getByText(fan.say.waiting.kept).waitFor();
  }
  // Both move as the crowd leaves, and still there is one.
  await sale.fans.leave(...crowd.splice(0, 400));
  for (const page of [first, second]) {
    await expect.poll(() => page.locator('.position').innerText(), { timeout: 60_000 }).toMatch(/^601/);
  }
  expect(streams.map((one) => one.count()).reduce((sum, one) => sum + one)).toBe(1);
  // The tab that has it goes: the other one takes over.
  const leading = streams[0]!.count() === 1 ? first : second;
  const other = leading === first ? second : first;
  await leading.close();
  await sale.fans.leave(...crowd.splice(0, 300));
  await expect.poll(() => other.locator('.position').innerText(), { timeout: 60_000 }).toMatch(/^301/);
});

test('progress goes forward only, to the seats', async () => {
  const fan = await wait();
  const bar = fan.page.getByRole('progressbar', { name: fan.say.waiting.progress });
  const seen: number[] = [];
  while (crowd.length > 0) {
    seen.push(Number(await bar.getAttribute('aria-valuenow')));
    await sale.fans.leave(...crowd.splice(0, 250));
    const left = crowd.length;
    await expect.poll(() => fan.position(), { timeout: 60_000 }).toBe(left + 1);
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBeGreaterThan(seen[0]!);
  await sale.fans.leave(inside);
  await fan.untilInside();
});

test('who leaves is out of the line', async () => {
  const fan = await wait();
  await fan.button(fan.say.waiting.leave).tap();
  await fan.button(fan.say.waiting.leaveNow).tap();
  await fan.link(fan.say.concerts.join).first().waitFor();
  const { line } = await sale.operator.sale();
  expect(line.waiting).toBe(ahead);
});

test('says kindly that there are fewer seats than people ahead', async () => {
  const fan = await wait();
  await fan.page.getByText(fan.say.waiting.fewSeats('300')).waitFor();
});

test('shows what the operator says and does', async () => {
  const fan = await wait();
  const notes = fan.page.getByRole('status');
  await sale.operator.steer({ message: '문이 곧 열립니다' });
  await notes.getByText('문이 곧 열립니다').waitFor();
  await sale.operator.steer({ paused: true });
  await notes.getByText(fan.say.waiting.paused).waitFor();
  await sale.operator.steer({ paused: false, message: null });
  await notes.getByText('문이 곧 열립니다').waitFor({ state: 'detached' });
});

test('who is called is told, and comes in when they look', async () => {
  const visit = await sale.visit({ viewport: 'phone', language: 'ko' });
  await visit.context.addInitScript(() => {
    let state = 'visible';
    Object.defineProperty(document, 'visibilityState', { get: () => state });
    Object.assign(globalThis, {
      show: (visible: boolean) => {
        state = visible ? 'visible' : 'hidden';
        document.dispatchEvent(new Event('visibilitychange'));
      },
    });
  });
  const show = (visible: boolean) =>
    visit.page.evaluate((it) => (globalThis as unknown as { show: (visible: boolean) => void }).show(it), visible);
  const fan = new FanPages(visit);
  await fan.open();
  await fan.join('김민지');
  await fan.untilWaiting();
  await show(false);
  await sale.fans.leave(...crowd, inside);
  await fan.page.getByRole('heading', { name: fan.say.waiting.called }).waitFor();
  await expect.poll(() => fan.page.title(), { timeout: 60_000 }).toContain(fan.say.frame.titleCalled);
  await expectAccessible(visit);
  await takePicture(visit, 'called');
  await show(true);
  await fan.untilInside();
});
