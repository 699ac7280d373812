import type { StandingPeriod } from '../contract/lanes.ts';
import { instant } from './time.ts';

/** The UTC period a time lies in, `until` exclusive; null: without an end on that side (C6). */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

const months: Readonly<Record<Exclude<StandingPeriod, 'lifetime'>, number>> = { month: 1, quarter: 3, year: 12 };

export const standingPeriods: readonly string[] = [...Object.keys(months), 'lifetime'];

export function spanOf(occurredAt: string, period: StandingPeriod): Span {
  if (period === 'lifetime') return { from: null, until: null };
  const at = new Date(instant(occurredAt));
  const long = months[period];
  const first = at.getUTCMonth() - (at.getUTCMonth() % long);
  const start = (month: number): string => new Date(Date.UTC(at.getUTCFullYear(), month, 1)).toISOString();
  return { from: start(first), until: start(first + long) };
}
