/* A fan's way through the pages, step by step. Each step ends when the page shows that it was done. */
import type { Locator, Page } from 'playwright-core';
import { type Hand, handOf, keyboard, tabTo } from './hands.ts';
import type { Visit } from './browser.ts';
import type { Watch } from './watch.ts';
import { like, wordsIn } from './words.ts';

export class FanPages {
  readonly page: Page;
  readonly watch: Watch;
  readonly say: ReturnType<typeof wordsIn>;
  private readonly hand: Hand;

  constructor(visit: Visit, hand: Hand = handOf(visit)) {
    this.page = visit.page;
    this.watch = visit.watch;
    this.say = wordsIn(visit.who.language);
    this.hand = hand;
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await this.link(this.say.concerts.join).first().waitFor();
  }

  /** From the concerts into the line of the first date. */
  async join(name: string): Promise<void> {
    await this.hand.press(this.link(this.say.concerts.join).first());
    await this.hand.write(this.page.getByLabel(this.say.waiting.name, { exact: true }), name);
    await this.hand.press(this.button(this.say.waiting.join));
  }

  /** The position that the waiting room shows. */
  async position(): Promise<number> {
    const text = await this.page.locator('.position').innerText();
    return Number(text.replaceAll(/[^0-9]/g, ''));
  }

  async untilWaiting(): Promise<void> {
    await this.page.getByText(this.say.waiting.kept).waitFor();
  }

  /** Until the seats are in sight: a called fan comes in without a hand, the page waits for the fan a moment. */
  async untilInside(): Promise<void> {
    await this.page.getByRole('group', { name: this.say.hall.prices }).waitFor();
  }

  async openAndComeIn(name: string): Promise<void> {
    await this.open();
    await this.join(name);
    await this.untilInside();
  }

  /** On the map: comes nearer, and presses from the middle outwards until a free seat opens its card. */
  async chooseOnTheMap(): Promise<void> {
    const canvas = this.page.getByRole('application', { name: this.say.hall.mapLabel });
    const zoomIn = this.button(this.say.hall.zoomIn);
    for (let steps = 0; steps < 3; steps += 1) await this.hand.press(zoomIn);
    const { width, height } = (await canvas.boundingBox())!;
    for (const { x, y } of rings(width, height)) {
      await this.hand.press(canvas, { x, y });
      if (await this.opened(this.button(this.say.hall.hold))) return;
    }
    throw new Error('No seat was found on the map');
  }

  /** In the list: the n-th free seat of the section. */
  async chooseInTheList(section: string, n = 0): Promise<void> {
    const { hall } = this.say;
    const toTheList = this.button(hall.list);
    if (await toTheList.isVisible()) await this.hand.press(toTheList);
    const back = this.button(hall.allSections);
    if (await back.isVisible()) await this.hand.press(back);
    await this.hand.press(this.page.getByRole('button', { name: new RegExp(`^${hall.section(section)} \\d`) }));
    const seats = this.page.getByRole('grid').locator('button[data-appearance="free"]');
    if (this.hand === keyboard) {
      // The grid is one stop; arrows go on from there.
      await tabTo(this.page.getByRole('grid').locator('button[tabindex="0"]'));
      for (let steps = 0; steps < n; steps += 1) await this.page.keyboard.press('ArrowRight');
      await this.page.keyboard.press('Enter');
    } else {
      await this.hand.press(seats.nth(n));
    }
    await this.button(hall.hold).waitFor();
  }

  /** Holds the chosen seat; it is in the basket afterwards, and its countdown in sight. */
  async hold(): Promise<void> {
    const before = await this.heldSeats().count();
    await this.hand.press(this.button(this.say.hall.hold));
    await this.heldSeats().nth(before).waitFor();
    await this.holdBar().waitFor();
  }

  /** Holds as many of the best seats, two unless the page was told another number. */
  async takeBest(count = 2): Promise<void> {
    const before = await this.heldSeats().count();
    await this.hand.press(this.button(this.say.hall.best.take(count)));
    await this.heldSeats()
      .nth(before + count - 1)
      .waitFor();
  }

  /** The seats that the page shows as held, on the seats page or on the one to pay on. */
  heldSeats(): Locator {
    return this.page.getByRole('list', { name: this.say.seats.basket }).getByRole('listitem');
  }

  /** Gives the n-th of them back. */
  async giveBack(n: number): Promise<void> {
    const before = await this.heldSeats().count();
    await this.hand.press(this.heldSeats().nth(n).getByRole('button'));
    await this.heldSeats()
      .nth(before - 1)
      .waitFor({ state: 'detached' });
  }

  holdBar(): Locator {
    return this.page.getByRole('region', { name: this.say.frame.hold.region });
  }

  async goAndPay(): Promise<void> {
    await this.hand.press(this.holdBar().getByRole('link', { name: this.say.frame.hold.pay }));
    await this.page.getByRole('heading', { level: 1, name: this.say.paying.title }).waitFor();
  }

  /** The user that the browser is. */
  async userId(): Promise<string> {
    return this.page.evaluate(() => (JSON.parse(localStorage.getItem('onsale.fan')!) as { userId: string }).userId);
  }

  /** Charges what is missing, where something is, and pays. */
  async charge(): Promise<void> {
    await this.hand.press(this.page.getByRole('button', { name: like(this.say.paying.charge) }));
    await this.payButton().waitFor();
  }

  payButton(): Locator {
    return this.page.getByRole('button', { name: like(this.say.paying.pay) });
  }

  async pay(): Promise<void> {
    await this.hand.press(this.payButton());
    await this.untilPaid();
  }

  async untilPaid(): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: this.say.tickets.done }).waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name });
  }

  private async opened(target: Locator): Promise<boolean> {
    // A tap that hits no seat shows nothing: there is no event to wait for.
    for (let looks = 0; looks < 4; looks += 1) {
      if (await target.isVisible()) return true;
      await this.page.waitForTimeout(50);
    }
    return false;
  }
}

/** Points around the middle of an area, the nearest first; none at its right edge, where the map has its buttons. */
function* rings(width: number, height: number): Generator<{ x: number; y: number }> {
  const margin = 70;
  for (let radius = 0; radius < Math.max(width, height) / 2; radius += 40) {
    for (let turn = 0; turn < 12; turn += 1) {
      const angle = (turn / 12) * 2 * Math.PI;
      const [x, y] = [width / 2 + radius * Math.sin(angle), height / 2 + radius * Math.cos(angle)];
      if (x > 10 && x < width - margin && y > 10 && y < height - 10) yield { x, y };
    }
  }
}
