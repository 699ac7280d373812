import type { CommissionInput, Values } from '@fairlead/core/plugin';
import { dateOf, plusMonths } from './months.ts';
import type { Stretch, Terms } from './terms.ts';

export interface Reached {
  /** The stretch this payment falls into; undefined: the schedule has ended. */
  readonly stretch: Stretch | undefined;
  /** Which it is and what was counted, for the trace. */
  readonly values: Values;
}

type Sale = Pick<CommissionInput<Terms>, 'slot' | 'anchor' | 'occurredAt' | 'terms'>;

/**
 * Where in the schedule a payment stands (C4). Payments are counted after the delay; months run from the anchor, delay or not. A stretch
 * without `lasts` has no end. `payment` is told as counted within its stretch.
 */
export function stretchOf(sale: Sale, schedule: readonly Stretch[]): Reached {
  return sale.terms.counted === 'months' ? byMonths(sale, schedule) : byPayments(sale, schedule);
}

function byPayments({ slot, terms: { delay } }: Sale, schedule: readonly Stretch[]): Reached {
  const payment = slot - delay;
  let before = 0;
  for (const [index, stretch] of schedule.entries()) {
    const lasts = stretch.lasts ?? null;
    if (lasts === null || payment <= before + lasts) {
      return { stretch, values: { stretch: index + 1, payment: payment - before, of: lasts, slot } };
    }
    before += lasts;
  }
  return { stretch: undefined, values: { payment, covered: before, slot } };
}

function byMonths({ anchor, occurredAt, slot }: Sale, schedule: readonly Stretch[]): Reached {
  const [from, date] = [dateOf(anchor), dateOf(occurredAt)];
  let months = 0;
  for (const [index, stretch] of schedule.entries()) {
    const lasts = stretch.lasts ?? null;
    const until = lasts === null ? null : plusMonths(from, months + lasts);
    if (until === null || date < until) return { stretch, values: { stretch: index + 1, from, date, until, slot } };
    months += lasts ?? 0;
  }
  return { stretch: undefined, values: { from, date, until: plusMonths(from, months), slot } };
}
