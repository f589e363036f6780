// What the map says.
import type { Texts } from '../language/language.svelte.ts';
import type { Language } from '../language/languages.ts';

export interface HallWords {
  map: string;
  list: string;
  takenSeat: string;
  mapLabel: string;
  mapHint: string;
  zoomIn: string;
  zoomOut: string;
  wholeHall: string;
  loading: string;
  reconnecting: string;
  stage: string;
  pitch: string;
  prices: string;
  allPrices: string;
  legend: string;
  taken: string;
  beingBought: string;
  mine: string;
  paid: string;
  free: (count: string) => string;
  from: (price: string) => string;
  soldOut: string;
  section: (name: string) => string;
  group: (name: string) => string;
  row: (name: string) => string;
  seat: (name: string) => string;
  available: string;
  hold: string;
  holding: string;
  holdNote: (minutes: string) => string;
  release: string;
  close: string;
  mineNote: string;
  paidNote: string;
  lostTitle: Record<'while-looking' | 'while-holding' | 'sale-closed', string>;
  lostText: Record<'while-looking' | 'while-holding' | 'sale-closed', string>;
  nearest: string;
  noneLeft: string;
  failedTitle: string;
  failedText: string;
  again: string;
  sections: string;
  allSections: string;
  emptySection: string;
  rowFree: (count: string) => string;
  sectionNow: (section: string, count: string) => string;
  faulty: string;
  listHint: string;
}

const sides: Record<string, string> = {
  north: '북쪽',
  south: '남쪽',
  east: '동쪽',
  west: '서쪽',
  floor: '플로어',
  balcony: '발코니',
};

const ko: HallWords = {
  map: '지도로 보기',
  list: '목록으로 보기',
  takenSeat: '이미 판매된 좌석이에요',
  mapLabel: '좌석 지도',
  mapHint: '화살표로 움직이고 + 와 - 로 확대하거나 축소해요. Enter는 가운데 구역의 목록을, 스페이스는 가운데 좌석을 열어요. 목록에서도 같은 좌석을 고를 수 있어요.',
  zoomIn: '확대',
  zoomOut: '축소',
  wholeHall: '전체 보기',
  loading: '좌석을 불러오고 있어요',
  reconnecting: '연결이 끊겨 다시 잇고 있어요. 보이는 좌석이 그사이 바뀌었을 수 있어요.',
  stage: '무대',
  pitch: '그라운드',
  prices: '가격',
  allPrices: '전체',
  legend: '표시',
  taken: '판매됨',
  beingBought: '다른 분이 결제 중',
  mine: '내가 잡은 좌석',
  paid: '내 티켓',
  free: (count) => `${count}석`,
  from: (price) => `${price}~`,
  soldOut: '매진',
  section: (name) => (/^\d+$/.test(name) ? `${name}구역` : name),
  group: (name) => sides[name.toLowerCase()] ?? name,
  row: (name) => (name === '' ? '' : /열$/.test(name) ? name : `${name}열`),
  seat: (name) => (name === '' || /번$/.test(name) ? name : `${name}번`),
  available: '선택 가능',
  hold: '이 좌석 잡기',
  holding: '잡는 중…',
  holdNote: (minutes) => `잡은 좌석은 ${minutes}분 동안 다른 분이 살 수 없어요.`,
  release: '좌석 내려놓기',
  close: '닫기',
  mineNote: '내가 잡은 좌석이에요.',
  paidNote: '결제한 좌석이에요.',
  lostTitle: {
    'while-looking': '방금 다른 분이 고른 좌석이에요',
    'while-holding': '다른 분이 조금 더 빨랐어요',
    'sale-closed': '판매가 마감됐어요',
  },
  lostText: {
    'while-looking': '보고 계신 사이에 판매됐어요.',
    'while-holding': '이미 다른 분이 잡은 좌석이에요. 포인트는 빠져나가지 않았어요.',
    'sale-closed': '지금은 이 날짜의 좌석을 새로 잡을 수 없어요. 이미 잡은 좌석은 결제할 수 있어요.',
  },
  nearest: '가까운 빈 좌석',
  noneLeft: '남은 좌석이 없어요. 누군가 좌석을 내려놓으면 지도에 다시 나타나요.',
  failedTitle: '답을 받지 못했어요',
  failedText: '좌석이 잡혔는지 아직 알 수 없어요. 다시 눌러도 한 번만 잡혀요.',
  again: '다시 시도',
  sections: '구역',
  allSections: '구역 목록으로',
  emptySection: '이 구역에는 빈 좌석이 없어요.',
  rowFree: (count) => `빈 좌석 ${count}`,
  sectionNow: (section, count) => `${section}: 빈 좌석 ${count}석`,
  faulty: '좌석 지도를 불러오지 못했어요.',
  listHint: '화살표로 좌석 사이를 움직이고 Enter로 골라요.',
};

const en: HallWords = {
  map: 'Show the map',
  list: 'Show as a list',
  takenSeat: 'This seat is not available',
  mapLabel: 'Seat map',
  mapHint: 'Arrow keys move, + and - zoom. Enter opens the list of the section in the middle, Space the seat in the middle. The list has the same seats.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeHall: 'Whole hall',
  loading: 'Loading the seats',
  reconnecting: 'The connection was lost; trying again. Seats may have changed meanwhile.',
  stage: 'Stage',
  pitch: 'Pitch',
  prices: 'Prices',
  allPrices: 'All',
  legend: 'Legend',
  taken: 'Sold',
  beingBought: 'Being bought',
  mine: 'Held for you',
  paid: 'Your ticket',
  free: (count) => `${count} free`,
  from: (price) => `from ${price}`,
  soldOut: 'Sold out',
  section: (name) => (/^\d+$/.test(name) ? `Section ${name}` : name),
  group: (name) => name.charAt(0).toUpperCase() + name.slice(1),
  row: (name) => (name === '' ? '' : `Row ${name}`),
  seat: (name) => (name === '' ? '' : `Seat ${name}`),
  available: 'free',
  hold: 'Hold this seat',
  holding: 'Holding…',
  holdNote: (minutes) => `A held seat is yours alone for ${minutes} minutes.`,
  release: 'Give the seat back',
  close: 'Close',
  mineNote: 'This seat is held for you.',
  paidNote: 'This seat is yours.',
  lostTitle: {
    'while-looking': 'Someone has just taken this seat',
    'while-holding': 'Someone was a little faster',
    'sale-closed': 'The sale is closed',
  },
  lostText: {
    'while-looking': 'It went while you were looking at it.',
    'while-holding': 'This seat is already held by someone else. No points were spent.',
    'sale-closed': 'No new seats can be held for this date now. Seats that you hold can still be paid for.',
  },
  nearest: 'Nearest free seats',
  noneLeft: 'No seats are left. If someone gives one back, it shows up on the map.',
  failedTitle: 'No answer came',
  failedText: 'Whether the seat is held is not known yet. Trying again holds it only once.',
  again: 'Try again',
  sections: 'Sections',
  allSections: 'All sections',
  emptySection: 'No seat is free in this section.',
  rowFree: (count) => `${count} free`,
  sectionNow: (section, count) => `${section}: ${count} seats free`,
  faulty: 'The seat map could not be loaded.',
  listHint: 'Arrow keys move between seats, Enter picks one.',
};

const words: Texts<HallWords> = { ko, en };

export function hallWords(language: Language): HallWords {
  return words[language];
}
