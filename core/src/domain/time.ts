/** Milliseconds of an RFC 3339 time. Instants are compared, never texts: `…:00Z` and `…:00.000Z` are one. */
export function instant(time: string): number {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw new RangeError(`'${time}' is no RFC 3339 time`);
  return milliseconds;
}

/** Negative when `a` lies before `b`. */
export const byTime = (a: string, b: string): number =>
  a === b ? 0 : isUsual(a) && isUsual(b) ? (a < b ? -1 : 1) : instant(a) - instant(b);

/** As times are written everywhere but by some processors, `2026-03-01T12:00:00.000Z`: texts of this form are in the order of their instants. */
const isUsual = (time: string): boolean =>
  time.length === 24 && time[10] === 'T' && time[19] === '.' && time[23] === 'Z';

/** `time` and so many days of 86 400 s, in UTC (A2, A4, C7). */
export const plusDays = (time: string, days: number): string =>
  new Date(instant(time) + days * 86_400_000).toISOString();

export const plusHours = (time: string, hours: number): string =>
  new Date(instant(time) + hours * 3_600_000).toISOString();

export const plusMinutes = (time: string, minutes: number): string =>
  new Date(instant(time) + minutes * 60_000).toISOString();

export const isBefore = (a: string, b: string): boolean => byTime(a, b) < 0;

export const earliestOf = (times: readonly string[]): string | null =>
  times.reduce<string | null>((first, time) => (first === null || isBefore(time, first) ? time : first), null);
