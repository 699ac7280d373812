import { millisecondsOf, timeOf } from '../contract/instants.ts';

/** Milliseconds of an RFC 3339 time. Instants are compared, never texts: `…:00Z` and `…:00.000Z` are one. */
export function instant(time: string): number {
  const milliseconds = millisecondsOf(time);
  if (Number.isNaN(milliseconds)) throw new RangeError(`'${time}' is no RFC 3339 time`);
  return milliseconds;
}

/** Negative when `a` lies before `b`. */
export const byTime = (a: string, b: string): number => (a === b ? 0 : instant(a) - instant(b));

/** `time` and so many days of 86 400 s, in UTC (A2, A4, C7). */
export const plusDays = (time: string, days: number): string => timeOf(instant(time) + days * 86_400_000);

export const plusHours = (time: string, hours: number): string => timeOf(instant(time) + hours * 3_600_000);

export const plusMinutes = (time: string, minutes: number): string => timeOf(instant(time) + minutes * 60_000);

export const isBefore = (a: string, b: string): boolean => byTime(a, b) < 0;

export const earliestOf = (times: readonly string[]): string | null =>
  times.reduce<string | null>((first, time) => (first === null || isBefore(time, first) ? time : first), null);
