// The stadium of venues/ as a map: its sections around a pitch, in two rings. Near enough to what the server lays out
// for drawing to cost the same.
import { readFileSync } from 'node:fs';

const pitch = 1.12;

function seatsOf(row) {
  return row.seats.flatMap((seat) => {
    if (typeof seat !== 'object' || !('from' in seat)) return [String(seat.name ?? seat)];
    const step = Math.sign(seat.to - seat.from || 1) * (seat.step ?? 1);
    return Array.from({ length: (seat.to - seat.from) / step + 1 }, (_, k) => String(seat.from + k * step));
  });
}

/** Gives each section of a ring its angle; returns the ring's outer radius. */
function ring(sections, inner) {
  const around = sections.reduce((sum, { width }) => sum + width, 0);
  const radius = Math.max(inner, around / (2 * Math.PI));
  let way = 0;
  for (const section of sections) {
    Object.assign(section, { radius, angle: (way + section.width / 2) / radius });
    way += section.width;
  }
  return radius + pitch * Math.max(...sections.map(({ rows }) => rows.length));
}

export function stadium() {
  const plan = JSON.parse(readFileSync(new URL('../../venues/metalist-stadium.json', import.meta.url), 'utf8'));
  const sections = plan.sections.map((section, index) => {
    const rows = section.rows.map((row) => ({ name: row.name, seats: seatsOf(row) }));
    return {
      index,
      name: section.name,
      group: section.group,
      rows,
      width: Math.max(...rows.map((r) => r.seats.length)) + 3,
    };
  });
  const outer = ring(
    sections.filter(({ index }) => index % 3 === 0),
    95,
  );
  ring(
    sections.filter(({ index }) => index % 3 !== 0),
    outer + 6,
  );
  const rows = [];
  const seats = { label: [], category: [], x: [], y: [] };
  const place = ({ angle }, radius, along) => {
    const at = angle + along / radius - Math.PI / 2;
    return [Math.round(118 * radius * Math.cos(at)), Math.round(100 * radius * Math.sin(at))];
  };
  for (const section of sections) {
    section.rows.forEach((row, depth) => {
      const radius = section.radius + depth * pitch;
      rows.push({ section: section.index, name: row.name, first: seats.label.length, count: row.seats.length });
      row.seats.forEach((label, k) => {
        const [x, y] = place(section, radius, k - (row.seats.length - 1) / 2);
        seats.label.push(label);
        seats.x.push(x);
        seats.y.push(y);
        seats.category.push(section.index % 3 === 0 ? (depth < 10 ? 0 : 1) : depth < 18 ? 2 : 3);
      });
    });
  }
  const outlines = sections.map((section) => {
    const half = Math.max(...section.rows.map((row) => row.seats.length)) / 2;
    const [near, far] = [section.radius - 0.6, section.radius + section.rows.length * pitch - 0.4];
    const steps = [-1, -0.5, 0, 0.5, 1];
    const outline = [
      ...steps.map((s) => place(section, near, s * half)),
      ...steps.toReversed().map((s) => place(section, far, s * half)),
    ];
    return { name: section.name, group: section.group, outline };
  });
  return {
    concertDate: null,
    hall: plan.name,
    unit: 100,
    bounds: { x: -30_000, y: -30_000, width: 60_000, height: 60_000 },
    stage: { shape: 'rectangle', x: -7500, y: -5000, width: 15_000, height: 10_000, label: 'pitch' },
    categories: [165_000, 132_000, 110_000, 88_000].map((price) => ({ name: null, colour: '#888888', price })),
    sections: outlines,
    rows,
    numbers: [{ first: 1, count: seats.label.length }],
    seats,
  };
}
