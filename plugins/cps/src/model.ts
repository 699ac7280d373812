import { percentOf } from '@fairlead/core/money';
import { type CommissionInput, type Computed, defineModel, operand, type Step } from '@fairlead/core/plugin';
import { inSaleCurrency } from './amount.ts';
import { check } from './check.ts';
import { exactDecimal } from './exact.ts';
import { type Amount, Terms } from './terms.ts';

type Sale = CommissionInput<Terms>;

/** Per sale, a percentage of the base or a flat amount (C3), at most the cap (C5). */
export const model = defineModel({
  id: 'cps',
  lane: 'base',
  title: 'Per sale',
  terms: Terms,
  check,
  accepts: (kind) => kind === 'sale',
  compute(sale) {
    // C3: one-time covers one-off orders, which have slot 1, and the first payment above 0 of each subscription.
    if (sale.terms.renewals !== 'every' && sale.slot > 1) {
      return { earns: false, reason: 'renewal_not_covered', values: { slot: sale.slot } };
    }
    const earned = sale.terms.kind === 'flat' ? flat(sale) : percentage(sale);
    return earned.earns === true ? capped(earned, sale) : earned;
  },
});

type Earned = Extract<Computed, { earns: true }>;

function percentage({ base, baseKind, gross, terms: { rate } }: Sale): Computed {
  if (rate === undefined) return { earns: false, reason: 'incomplete_terms', values: { missing: 'rate' } };
  const amount = percentOf(base, rate);
  const steps: readonly Step[] = [
    { op: 'base', values: { kind: baseKind, gross: operand(gross), result: operand(base) } },
    {
      op: 'rate',
      values: {
        base: operand(base),
        ppm: rate,
        exact: exactDecimal(base * BigInt(rate), 6),
        result: operand(amount),
      },
    },
  ];
  return { earns: true, amount, steps };
}

function flat(sale: Sale): Computed {
  const { flat: agreed } = sale.terms;
  if (agreed === undefined) return { earns: false, reason: 'incomplete_terms', values: { missing: 'flat' } };
  const amount = inSaleCurrency(agreed, sale);
  if (amount === null) return noRate(agreed, sale);
  return {
    earns: true,
    amount,
    steps: [{ op: 'flat', values: { ...agreed, into: sale.currency, result: operand(amount) } }],
  };
}

/** C5: the cap comes after the rate. It is told even where it is not reached. */
function capped({ amount, steps }: Earned, sale: Sale): Computed {
  const { cap } = sale.terms;
  if (!cap) return { earns: true, amount, steps };
  const most = inSaleCurrency(cap, sale);
  if (most === null) return noRate(cap, sale);
  const reached = amount > most;
  const result = reached ? most : amount;
  const values = {
    ...cap,
    into: sale.currency,
    cap: operand(most),
    before: operand(amount),
    reached,
    result: operand(result),
  };
  return { earns: true, amount: result, steps: [...steps, { op: 'cap', values }] };
}

const noRate = ({ unit, currency }: Amount, sale: Sale): Computed => ({
  earns: 'no_rate',
  values: { unit, currency, into: sale.currency },
});
