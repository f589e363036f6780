/* Figures, times and spans as the operator reads them: times with their zone where a mistake would cost. */
import { type Language, languages } from '../language/languages.ts';

/** 2026. 12. 24. 20:00 GMT+9 */
export function timeWithZone(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(languages[language].locale, {
    year: 'numeric',
    month: language === 'ko' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** 20:05, or 20:05:30, on the axes of plots. `second`: since 1970. */
export function timeOfDay(second: number, fine: boolean): string {
  const date = new Date(second * 1000);
  const parts = [date.getHours(), date.getMinutes(), ...(fine ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** To the second, for records. */
export function timeToSecond(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(languages[language].locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

/** Asia/Seoul (GMT+9), as it is on that day. */
export function zoneOf(instant: string | null, language: Language): string {
  const format = new Intl.DateTimeFormat(languages[language].locale, { timeZoneName: 'shortOffset' });
  const offset = format
    .formatToParts(instant ? new Date(instant) : new Date())
    .find((part) => part.type === 'timeZoneName');
  return `${format.resolvedOptions().timeZone} (${offset?.value ?? 'UTC'})`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units of a span, in seconds: 2 hours 5 minutes. */
export function span(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const first = units.findIndex(([, size]) => whole >= size);
  if (first < 0) return unitOf(0, 'second', language);
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, size] of units.slice(first, first + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(unitOf(amount, unit, language));
  }
  return parts.join(' ');
}

function unitOf(amount: number, unit: string, language: Language): string {
  return amount.toLocaleString(languages[language].locale, {
    style: 'unit',
    unit,
    unitDisplay: language === 'ko' ? 'short' : 'long',
  });
}

/** 24310 as 2.4만 or 24.3K, where room is short. */
export function compact(value: number, language: Language): string {
  return value.toLocaleString(languages[language].locale, { notation: 'compact', maximumSignificantDigits: 3 });
}

/** A pace: whole numbers where they are large, one digit more where they are small. */
export function pace(value: number | null | undefined, language: Language): string {
  if (value == null) return '–';
  return value.toLocaleString(languages[language].locale, { maximumFractionDigits: value > 0 && value < 10 ? 1 : 0 });
}

/** Seconds as the unit that suits them: 850 µs, 12 ms, 1.4 s. */
export function latency(seconds: number | null | undefined): string {
  if (seconds == null) return '–';
  if (seconds === 0) return '0 ms';
  if (seconds >= 1) return `${seconds.toPrecision(2)} s`;
  const milliseconds = seconds * 1000;
  if (milliseconds >= 1) return `${milliseconds.toFixed(milliseconds >= 9.95 ? 0 : 1)} ms`;
  return `${Math.round(seconds * 1e6)} µs`;
}
