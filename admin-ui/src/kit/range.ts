import type { rangeNames } from '@fairlead/core/api';
import { isoDay } from './dates.ts';

/** Days of the organization, both included, as the API takes them; left out: without end. */
export interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What can be chosen at a press; the address holds the name, so that a link means "the last 30 days" tomorrow too. */
export const rangeWords = {
  today: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  month: 'This month',
  'last-month': 'Last month',
  quarter: 'This quarter',
  year: 'This year',
} as const satisfies Record<(typeof rangeNames)[number], string>;
export type RangeName = keyof typeof rangeWords;

const isName = (text: string | undefined): text is RangeName => text !== undefined && text in rangeWords;

/** The days a name stands for, by the day it is: `month` is 1 to 12, and may lie beyond. */
const ranges: Readonly<Record<RangeName, (today: string, year: number, month: number) => Required<Range>>> = {
  today: (today) => ({ from: today, to: today }),
  '7d': (today) => ({ from: addDays(today, -6), to: today }),
  '30d': (today) => ({ from: addDays(today, -29), to: today }),
  '90d': (today) => ({ from: addDays(today, -89), to: today }),
  month: (today, year, month) => ({ from: firstOf(year, month), to: today }),
  'last-month': (_today, year, month) => ({ from: firstOf(year, month - 1), to: addDays(firstOf(year, month), -1) }),
  quarter: (today, year, month) => ({ from: firstOf(year, month - ((month - 1) % 3)), to: today }),
  year: (today, year) => ({ from: firstOf(year, 1), to: today }),
};

/** The days a name stands for today, in the zone. */
export function rangeOf(name: RangeName, timeZone: string, now: Date = new Date()): Required<Range> {
  const today = isoDay(now, timeZone);
  const [year = 0, month = 0] = today.split('-').map(Number);
  return ranges[name](today, year, month);
}

/** What the address says: a name in `range`, or days in `from` and `to`. */
export function rangeIn(
  address: Readonly<Record<string, string | undefined>>,
  timeZone: string,
  fallback?: RangeName,
): Range {
  const { range, from, to } = address;
  if (isName(range)) return rangeOf(range, timeZone);
  if (from !== undefined || to !== undefined) return { from, to };
  return fallback === undefined ? {} : rangeOf(fallback, timeZone);
}

/** "Last 30 days", or the days themselves. */
export function rangeText(address: Readonly<Record<string, string | undefined>>, fallback?: RangeName): string {
  const { range, from, to } = address;
  if (isName(range)) return rangeWords[range];
  if (from !== undefined || to !== undefined) return `${from ?? 'the beginning'} to ${to ?? 'today'}`;
  return fallback === undefined ? 'All time' : rangeWords[fallback];
}

/** A day some days later; pure calendar, no zone. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date);
}

const firstOf = (year: number, month: number): string => dayOf(new Date(Date.UTC(year, month - 1, 1)));

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
