import { AmountField, RateField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/** One step of the ladder: from where on it holds, and what it pays. */
const Step = Type.Object(
  {
    volume: Type.Optional(
      AmountField({
        title: 'From a volume of',
        description: 'Net sales in the period before this sale, this much or more. For steps by volume.',
      }),
    ),
    sales: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000_000,
        title: 'From so many sales',
        description: 'Sales in the period before this one, so many or more. For steps by number.',
      }),
    ),
    rate: Type.Optional(
      RateField({ title: 'Rate', description: 'The rate from there on, in parts per million: 200000 is 20%.' }),
    ),
    flat: Type.Optional(
      AmountField({ title: 'Flat amount', description: 'Instead of a rate: what each sale pays from there on.' }),
    ),
  },
  { additionalProperties: false, title: 'Step', description: 'A threshold, and a rate or a flat amount.' },
);

/** A ladder of rates by what an affiliate sold (C6). A group or an affiliate may set any field by itself (C1). */
export const Terms = Type.Object(
  {
    measure: Type.Union(
      [Type.Literal('volume', { title: 'Net volume' }), Type.Literal('count', { title: 'Number of sales' })],
      {
        default: 'volume',
        title: 'Measured by',
        description: 'What is summed: the commission base of sales, less what was returned, or the number of sales.',
        'x-group': 'measure',
      },
    ),
    period: Type.Union(
      [
        Type.Literal('month', { title: 'Month' }),
        Type.Literal('quarter', { title: 'Quarter' }),
        Type.Literal('year', { title: 'Year' }),
        Type.Literal('lifetime', { title: 'All time' }),
      ],
      {
        default: 'month',
        title: 'Within',
        description: 'The UTC month, quarter or year that the sale lies in, or all time.',
        'x-group': 'measure',
      },
    ),
    steps: Type.Optional(
      Type.Array(Step, {
        minItems: 1,
        maxItems: 24,
        title: 'Steps',
        description: 'From the lowest threshold up. Below the first one, the rate of the group or campaign holds.',
        'x-group': 'steps',
      }),
    ),
    changes: Type.String({
      default: 'cps',
      minLength: 1,
      maxLength: 64,
      title: 'Changes the terms of',
      description: 'The commission model whose rate the steps give: one with `kind`, `rate` and `flat`, as `cps` has.',
      'x-group': 'steps',
      'x-advanced': true,
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
export type Step = Static<typeof Step>;
