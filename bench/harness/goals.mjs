// What a row has to reach, and whether it did.

// The ratios of one contender to the base of a comparison, as a goal: answers a second are judged, answers per CPU-second
// of the server stand next to them.
export function ratioAtLeast(name, { perSecond, perCpuSecond }, limit) {
  const perCpu = perCpuSecond ? { perCpuSecond: perCpuSecond.median } : {};
  return { ...atLeast(name, '×', perSecond.median, limit), ...perCpu };
}

export function ratioShown(name, { perSecond, perCpuSecond }) {
  const perCpu = perCpuSecond ? { perCpuSecond: perCpuSecond.median } : {};
  return { ...shown(name, '×', perSecond.median), ...perCpu };
}

export const atLeast = (name, unit, measured, limit) => goal(name, unit, measured, '≥', limit, measured >= limit);
export const atMost = (name, unit, measured, limit) => goal(name, unit, measured, '≤', limit, measured <= limit);

// Worth a place in the table, but nothing to reach.
export const shown = (name, unit, measured) => goal(name, unit, measured, null, null, null);

function goal(name, unit, measured, relation, limit, reached) {
  if (!Number.isFinite(measured)) throw new RangeError(`${name}: ${measured} is not a measurement`);
  return { name, unit, measured, relation, limit, reached };
}

// Of all goals of a row that have a limit: true, false, or null where none has.
export function allReached(goals) {
  const judged = goals.filter(({ reached }) => reached !== null);
  return judged.length === 0 ? null : judged.every(({ reached }) => reached);
}
