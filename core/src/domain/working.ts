import type { Amount } from '../contract/amount-field.ts';
import type { CommissionInput, Computed, Step } from '../contract/commission.ts';
import { operand } from '../contract/reasons.ts';
import type { Values } from '../contract/attribution.ts';
import { exponentOf, percentOf, unitAmount } from './money.ts';
import { halfUp } from './rounding.ts';

/**
 * The working of commission models, with the steps that tell it. A model that computes with these can be recomputed on another base by
 * the core (R12), and is drawn as a receipt by the dashboard.
 */
export type Earned = Extract<Computed, { earns: true }>;
export type NoRate = Extract<Computed, { earns: 'no_rate' }>;

/** What of an event the working reads. */
export type Event = Pick<CommissionInput<unknown>, 'base' | 'baseKind' | 'gross' | 'currency' | 'convert'>;

/** A percentage of the base: `rate` in parts per million, rounded once, half up (M2). `why` tells where the rate is from. */
export function percentage({ base, baseKind, gross }: Event, rate: number, why: Values = {}): Earned {
  const amount = percentOf(base, rate);
  const exact = exactDecimal(base * BigInt(rate), 6);
  const steps: readonly Step[] = [
    { op: 'base', values: { kind: baseKind, gross: operand(gross), result: operand(base) } },
    { op: 'rate', values: { ...why, base: operand(base), ppm: rate, exact, result: operand(amount) } },
  ];
  return { earns: true, amount, steps };
}

/** Parts of the base at rates of their own: exact until their sum is rounded, once, half up (M2). */
export function percentages(
  { base, baseKind, gross }: Event,
  parts: readonly { readonly product: string | null; readonly base: bigint; readonly rate: number }[],
): Earned {
  const total = parts.reduce((sum, part) => sum + part.base * BigInt(part.rate), 0n);
  const amount = halfUp(total, 1_000_000n);
  const steps: readonly Step[] = [
    { op: 'base', values: { kind: baseKind, gross: operand(gross), result: operand(base) } },
    ...parts.map((part) => ({
      op: 'product',
      values: {
        product: part.product,
        base: operand(part.base),
        ppm: part.rate,
        exact: exactDecimal(part.base * BigInt(part.rate), 6),
      },
    })),
    { op: 'sum', values: { exact: exactDecimal(total, 6), result: operand(amount) } },
  ];
  return { earns: true, amount, steps };
}

/** A part of another line: `rate` in parts per million, rounded once, half up (C8). For models of the derived lane. */
export function partOf(line: bigint, rate: number): Earned {
  const amount = percentOf(line, rate);
  const exact = exactDecimal(line * BigInt(rate), 6);
  return {
    earns: true,
    amount,
    steps: [{ op: 'override', values: { line: operand(line), ppm: rate, exact, result: operand(amount) } }],
  };
}

/** An agreed amount, converted by X2 where it is in another currency than the event (M5). */
export function fixed(event: Event, agreed: Amount): Earned | NoRate {
  const converted = inEventCurrency(event, agreed);
  if (converted === null) return noRate(event, agreed);
  const { amount, values } = converted;
  const step = { op: 'flat', values: { ...agreed, into: event.currency, ...values, result: operand(amount) } };
  return { earns: true, amount, steps: [step] };
}

/** An agreed amount for each of `count` things, rounded once for all of them, half up (M2); converted by X2 as `fixed` is. */
export function each(event: Event, { unit, currency }: Amount, count: number): Earned | NoRate {
  const all = BigInt(unit) * BigInt(count);
  if (currency !== event.currency) {
    const converted = event.convert({ unit: all, currency });
    if (converted === null) return noRate(event, { unit, currency });
    const values = {
      unit,
      currency,
      count,
      into: event.currency,
      ...converted.values,
      result: operand(converted.amount),
    };
    return { earns: true, amount: converted.amount, steps: [{ op: 'each', values }] };
  }
  const amount = unitAmount(all, currency);
  const exact = exactDecimal(all * 10n ** BigInt(exponentOf(currency)), 6);
  return {
    earns: true,
    amount,
    steps: [{ op: 'each', values: { unit, currency, count, exact, result: operand(amount) } }],
  };
}

/** At most `cap` (C5). It is told even where it is not reached. */
export function atMost(event: Event, { amount, steps }: Earned, cap: Amount | null | undefined): Earned | NoRate {
  if (!cap) return { earns: true, amount, steps };
  const converted = inEventCurrency(event, cap);
  if (converted === null) return noRate(event, cap);
  const most = converted.amount;
  const reached = amount > most;
  const result = reached ? most : amount;
  const values = {
    ...cap,
    into: event.currency,
    ...converted.values,
    cap: operand(most),
    before: operand(amount),
    reached,
    result: operand(result),
  };
  return { earns: true, amount: result, steps: [...steps, { op: 'cap', values }] };
}

function inEventCurrency({ currency, convert }: Event, { unit, currency: agreed }: Amount) {
  const millionths = BigInt(unit);
  if (agreed === currency) return { amount: unitAmount(millionths, agreed), values: {} };
  return convert({ unit: millionths, currency: agreed });
}

const noRate = ({ currency: into }: Event, { unit, currency }: Amount): NoRate => ({
  earns: 'no_rate',
  values: { unit, currency, into },
});

/** `numerator / 10^places` as an exact decimal without idle zeros: what was there before rounding. */
function exactDecimal(numerator: bigint, places: number): string {
  const digits = numerator.toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
