import type { Dice } from './dice.ts';

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const minuteMs = 60_000;

/** The time a demo plays in, in Unix milliseconds: it ends a little before it is made, since nothing may happen in the future. */
export interface Calendar {
  readonly begin: number;
  readonly end: number;
  readonly days: number;
  /** So many days before the end, but not before the beginning. */
  readonly ago: (days: number) => number;
}

export function calendar(now: Date, days: number): Calendar {
  // At least as long back as the slowest story of a processor goes on.
  const end = Math.floor(now.getTime() / 1000) * 1000 - 5 * minuteMs;
  const begin = end - days * dayMs;
  return { begin, end, days, ago: (back) => Math.max(begin, end - back * dayMs) };
}

/** Some moment of a day: more in the evening than in the morning, few at night. */
export function momentOf(day: number, { between, happens }: Dice): number {
  const hour = happens(0.55) ? between(16, 22) : happens(0.9) ? between(8, 16) : between(0, 23);
  return day + hour * hourMs + between(0, hourMs - 1);
}

/** How busy a day is: the brand grows, weekends are slower, and there was one good week. */
export function business({ begin, end }: Calendar, day: number): number {
  const grown = 0.6 + (0.8 * (day - begin)) / (end - begin);
  const weekday = new Date(day).getUTCDay();
  const rest = weekday === 0 || weekday === 6 ? 0.7 : 1;
  const backWhen = (end - day) / dayMs;
  return grown * rest * (backWhen > 33 && backWhen < 39 ? 1.6 : 1);
}

export const iso = (at: number): string => new Date(at).toISOString();
