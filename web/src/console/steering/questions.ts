/* What is asked before admission is paused or a sale closed: the console offers both in more than one place. */
import { count } from '../../language/formats.ts';
import { language } from '../../language/language.svelte.ts';
import type { LiveDate } from '../types.ts';
import { confirm } from '../confirm.svelte.ts';
import { timeWithZone } from '../figures.ts';
import { live } from '../live/live.svelte.ts';
import { steering } from './steering.svelte.ts';
import { texts } from '../texts/texts.ts';

const amount = (value: number | undefined) => (value === undefined ? '?' : count(value, language.current));

export function nameOf(date: Pick<LiveDate, 'date' | 'concert'>): string {
  return `${date.concert.singerName}, ${timeWithZone(date.date, language.current)}`;
}

export function askToPause() {
  const t = texts.now.steering;
  const line = live.latest?.line;
  confirm.ask({
    title: t.pauseTitle,
    from: t.open,
    to: t.paused,
    consequence: t.pauseConsequence(amount(line?.inside), amount(line?.called)),
    action: t.pause,
    tone: 'danger',
    run: (key) => steering.change({ paused: true }, key),
    done: t.pauseDone,
  });
}

export function askToResume() {
  const t = texts.now.steering;
  const { current } = steering;
  if (!current) return;
  const { opensAt, inForce } = current;
  const early = opensAt !== null && Date.parse(opensAt) > Date.now();
  confirm.ask({
    title: t.resumeTitle,
    from: t.paused,
    to: early ? t.beforeOpening : t.open,
    consequence: early
      ? t.resumeBeforeOpening(timeWithZone(opensAt, language.current))
      : t.resumeConsequence(
          amount(live.latest?.line.waiting),
          amount(inForce.admitPerSecond),
          amount(inForce.capacity),
        ),
    action: t.resume,
    tone: 'plain',
    run: (key) => steering.change({ paused: false }, key),
    done: t.resumeDone,
  });
}

export function askToSetSale(date: LiveDate, onSale: boolean) {
  const t = texts.now.steering;
  const [open, closed] = [t.saleStates.on, t.saleStates.closed];
  confirm.ask({
    title: onSale ? t.openTitle : t.closeTitle,
    from: onSale ? closed : open,
    to: onSale ? open : closed,
    consequence: onSale
      ? t.openConsequence(nameOf(date), amount(date.available))
      : t.closeConsequence(nameOf(date), amount(date.reserved), amount(date.available)),
    action: onSale ? t.openSale : t.closeSale,
    tone: onSale ? 'plain' : 'danger',
    run: (key) => steering.changeDate(date.id, { onSale }, key),
    done: onSale ? t.openDone : t.closeDone,
  });
}
