import { Failure } from '../failure.ts';

const hour = 3_600_000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour };

/**
 * A moment in the past: RFC 3339 with offset, a date (its first moment in UTC), or so long ago: `72h`, `35d`.
 *
 * @throws Failure
 */
export function moment(option: string, given: string, now: Date): Date {
  const [, count, unit = ''] = /^(\d{1,5})([hd])$/.exec(given) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (units[unit] ?? hour));
  const isDate = /^\d{4}-\d\d-\d\d$/.test(given);
  const isTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/.test(given);
  const time = isDate || isTime ? Date.parse(given) : Number.NaN;
  // A day that its month does not have is moved on by some parsers.
  if (Number.isNaN(time) || (isDate && new Date(time).toISOString().slice(0, 10) !== given)) {
    throw new Failure(
      `${option} takes a date (2026-10-31), a time with offset (2026-10-31T12:00:00Z) or how long ago (72h, 35d), not '${given}'.`,
    );
  }
  if (time > now.getTime()) throw new Failure(`${option} ${given} is yet to come.`);
  return new Date(time);
}
