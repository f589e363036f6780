// Where the keys lead within rows of seats (the ARIA grid pattern).

/** `rows`: the seats as they are shown. Returns the seat to go to; null for a key that means nothing here. */
export function moveInRows(
  rows: readonly (readonly number[])[],
  from: number | null,
  key: string,
  control: boolean,
): number | null {
  const line = rows.findIndex((seats) => seats.includes(from ?? -1));
  const row = rows[line];
  if (!row || from === null) return null;
  const place = row.indexOf(from);
  const inLine = (to: number, at: number) => {
    const seats = rows[Math.min(rows.length - 1, Math.max(0, to))]!;
    return seats[Math.min(seats.length - 1, at)]!;
  };
  switch (key) {
    case 'ArrowLeft':
      return row[place - 1] ?? rows[line - 1]?.at(-1) ?? from;
    case 'ArrowRight':
      return row[place + 1] ?? rows[line + 1]?.[0] ?? from;
    case 'ArrowUp':
      return inLine(line - 1, place);
    case 'ArrowDown':
      return inLine(line + 1, place);
    case 'PageUp':
      return inLine(line - 5, place);
    case 'PageDown':
      return inLine(line + 5, place);
    case 'Home':
      return control ? rows[0]![0]! : row[0]!;
    case 'End':
      return control ? rows.at(-1)!.at(-1)! : row.at(-1)!;
    default:
      return null;
  }
}
