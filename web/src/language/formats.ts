/* Numbers, money and times as people write them. Concerts begin by the clock at the hall; other times are shown in the
   fan's own time zone. */
import { type Language, languages } from './languages.ts';

export function count(value: number, language: Language): string {
  return value.toLocaleString(languages[language].locale);
}

/** Points; one is one KRW. */
export function points(value: number, language: Language): string {
  return language === 'ko' ? `${count(value, language)}P` : `${count(value, language)} P`;
}

export function won(value: number, language: Language): string {
  return language === 'ko' ? `${count(value, language)}원` : `₩${count(value, language)}`;
}

/** 2026년 12월 24일 (목) 오후 7:00; Thu, 24 December 2026, 19:00 */
export function dateAndTime(instant: string, language: Language, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat(languages[language].locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).formatToParts(new Date(instant));
  const bracketed = (type: string, value: string) => (language === 'ko' && type === 'weekday' ? `(${value})` : value);
  return parts.map(({ type, value }) => bracketed(type, value)).join('');
}

/** All halls are in Korea, which keeps one offset all the year: minutes, as Date.getTimezoneOffset() says them. */
const hall = { timeZone: 'Asia/Seoul', offset: -540, name: 'KST' };

/** When a concert begins, by the clock at the hall. The zone is said to fans whose own clock shows another time. */
export function concertTime(
  instant: string,
  language: Language,
  ownOffset = new Date(instant).getTimezoneOffset(),
): string {
  const there = dateAndTime(instant, language, hall.timeZone);
  return ownOffset === hall.offset ? there : `${there} ${hall.name}`;
}

/** 오후 7:00:12 */
export function clockTime(milliseconds: number, language: Language, seconds = true): string {
  return new Date(milliseconds).toLocaleTimeString(languages[language].locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  });
}
