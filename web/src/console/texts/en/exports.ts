import type { exports as ko } from '../ko/exports.ts';

export const exports: typeof ko = {
  title: 'Exports',
  lead: 'Whole tables as CSV in UTF-8, ready for Excel. Times are in UTC. They hold personal data: keep them safe.',
  reservations: 'Reservations',
  reservationsAbout: 'Every reservation: who, which seat, at what price, when, and how it stands.',
  points: 'Point ledger',
  pointsAbout: 'Every charge and payment. A balance is always the sum of these entries.',
  download: 'Download CSV',
  cancel: 'Stop',
  running: (size) => `Downloading… ${size}`,
  done: (name, size) => `${name} is saved (${size}).`,
  stopped: 'The download was stopped.',
  broken: 'The connection was lost before the file was complete; it was not saved.',
};
