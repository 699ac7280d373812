import { instant } from '../domain/time.ts';
import { microsOf } from './many/times.ts';

/** What one payment did to a sum. */
export interface Deed {
  readonly seconds: number;
  readonly paymentId: string;
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly sales: number;
  readonly amount: string;
}

/** Deeds in their order, summed up to any moment without going over them again. */
export interface Timeline {
  /**
   * By currency and day what had been done before: of what was done in the same microsecond by payments with a smaller id. Nothing of the payments
   * named counts, the first of which is the one that is asked for. Null: the time is written more finely than it can be told here.
   */
  before(time: string, payments: readonly [string, ...string[]]): readonly CurrencySum[] | null;
}

export interface CurrencySum {
  readonly currency: string;
  readonly days: readonly { readonly day: string; readonly sales: number; readonly amount: bigint }[];
}

/** @param deeds sorted by time, then by payment */
export function timelineOf(deeds: readonly Deed[]): Timeline {
  const lanes = [...Map.groupBy(deeds, ({ currency }) => currency)].map(([currency, own]) => laneOf(currency, own));
  return {
    before(time, payments) {
      const micros = microsOfText(time);
      return micros === null ? null : lanes.flatMap((lane) => lane(micros, payments));
    },
  };
}

function laneOf(currency: string, deeds: readonly Deed[]) {
  const micros = Float64Array.from(deeds, ({ seconds }) => microsOf(seconds));
  const payments = deeds.map(({ paymentId }) => paymentId);
  const sales = Int32Array.from(deeds, (deed) => deed.sales);
  const amounts = BigInt64Array.from(deeds, ({ amount }) => BigInt(amount));
  const places = Map.groupBy(payments.keys(), (place) => payments[place] ?? '');
  const days = deeds.flatMap(({ day }, place) => (deeds[place - 1]?.day === day ? [] : [{ day, place }]));
  const sums = { sales: running(sales, (a, b) => a + b, 0), amounts: running(amounts, (a, b) => a + b, 0n) };

  const placeOf = (moment: number, root: string): number => {
    let [low, high] = [0, payments.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = micros[middle] ?? 0;
      if (at < moment || (at === moment && (payments[middle] ?? '') < root)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return (moment: number, members: readonly [string, ...string[]]): readonly CurrencySum[] => {
    const end = placeOf(moment, members[0]);
    const own = members.flatMap((payment) => places.get(payment) ?? []).filter((place) => place < end);
    const shown = days.flatMap(({ day, place: from }, index) => {
      if (from >= end) return [];
      const until = Math.min(days[index + 1]?.place ?? end, end);
      const left = own.filter((place) => place >= from && place < until);
      if (left.length === until - from) return [];
      return [
        {
          day,
          sales: left.reduce(
            (all, place) => all - (sales[place] ?? 0),
            (sums.sales[until] ?? 0) - (sums.sales[from] ?? 0),
          ),
          amount: left.reduce(
            (all, place) => all - (amounts[place] ?? 0n),
            (sums.amounts[until] ?? 0n) - (sums.amounts[from] ?? 0n),
          ),
        },
      ];
    });
    return shown.length === 0 ? [] : [{ currency, days: shown }];
  };
}

/** The sum of all before each place, and of all at the end. */
function running<N>(values: Iterable<N>, add: (a: N, b: N) => N, nothing: N): readonly N[] {
  const sums = [nothing];
  let sum = nothing;
  for (const value of values) sums.push((sum = add(sum, value)));
  return sums;
}

/** As PostgreSQL reads it; null where it would have to round. */
function microsOfText(time: string): number | null {
  const [, finer = ''] = /\.\d{3}(\d+)/.exec(time) ?? [];
  if (finer.length > 3) return null;
  return instant(time) * 1_000 + Number(finer.padEnd(3, '0'));
}
