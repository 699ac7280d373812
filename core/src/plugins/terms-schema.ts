import { AmountField } from '../contract/amount-field.ts';
import { type IntegerOptions, type TObject, Type } from '@sinclair/typebox';
import { defaultAttribution, defaultCommission } from '../domain/terms.ts';

/** Bounds as the management API tells them (contract/api/terms.ts): longer is a slip. */
const days = (minimum: number, maximum: number, options: IntegerOptions) =>
  Type.Integer({ minimum, maximum, format: 'days', ...options });

const commissionFields = {
  base: Type.Union([Type.Literal('net'), Type.Literal('gross')], {
    default: defaultCommission.base,
    title: 'Percentages are of',
    description: 'net: what was paid without tax and shipping; gross: all that was paid (C2).',
  }),
  holdDays: days(0, 3650, {
    default: defaultCommission.holdDays,
    title: 'Hold',
    description: 'Days until a commission becomes payable (C7).',
  }),
  refundPolicy: Type.String({
    default: defaultCommission.refundPolicy,
    title: 'Refunds',
    description: 'What a refund takes back of a commission (R12).',
  }),
  // Without a default: what nobody chose is not kept with every line.
  cancelWithinHoldReverses: Type.Optional(
    Type.Boolean({
      title: 'Cancelled in hold takes back',
      description:
        'On: when a subscription ends, its commissions that are still in hold are taken back in full (R7). Off: cancelling takes nothing back.',
    }),
  ),
  models: Type.Record(Type.String(), Type.Object({}), {
    default: {},
    title: 'Commissions',
    description: 'Terms by the id of the commission model that uses them.',
  }),
};

const budget = Type.Union(
  [
    Type.Object(
      {
        amount: AmountField({ title: 'Amount', description: 'What all commissions together may come to.' }),
        per: Type.Union([Type.Literal('month', { title: 'Each month' }), Type.Literal('all', { title: 'In all' })], {
          default: 'month',
          title: 'For',
          description: 'Each UTC month, or the whole life of the campaign.',
        }),
      },
      { additionalProperties: false, title: 'A budget' },
    ),
    Type.Null({ title: 'No budget' }),
  ],
  {
    default: null,
    title: 'Budget',
    description:
      'What the commissions of the campaign may come to, overrides included; a line is cut to what is left (C5).',
  },
);

const Commission = Type.Object({ ...commissionFields, budget }, { default: {}, additionalProperties: false });

/** What a group or an affiliate may set of the commission terms: whatever is left out comes from the level below (C1). */
export const PartialCommission = Type.Partial(
  Type.Object(commissionFields, { default: {}, additionalProperties: false }),
);

/** The document of a campaign. Ids of strategies, models and policies are checked against what is loaded, not here. */
export const campaignSchema = (defaultOrder: readonly string[]) =>
  Type.Object(
    {
      attribution: Type.Object(
        {
          model: Type.String({
            default: defaultAttribution.model,
            title: 'Of several clicks',
            description: 'Which click of one visitor is credited (A3).',
          }),
          windowDays: days(1, 3650, {
            default: defaultAttribution.windowDays,
            title: 'Attribution window',
            description: 'Days a click counts (A2).',
          }),
          order: Type.Array(Type.String(), {
            default: [...defaultOrder],
            minItems: 1,
            maxItems: 50,
            uniqueItems: true,
            title: 'Order of evidence',
            description: 'Steps in the order they are asked (A1).',
          }),
          couponOverClick: Type.Boolean({
            default: defaultAttribution.couponOverClick,
            title: 'Coupon over click',
            description: 'Off: a coupon is asked after the affiliate named by the server (A1).',
          }),
          lockDays: Type.Union(
            [days(1, 36_500, { title: 'a whole number of days from 1' }), Type.Null({ title: 'null' })],
            {
              default: defaultAttribution.lockDays,
              title: 'Customer lock',
              description: 'Days that later payments of a customer stay with the affiliate, or without end (A4).',
            },
          ),
        },
        { default: {}, additionalProperties: false },
      ),
      commission: Commission,
    },
    { additionalProperties: false },
  );

/** The terms of a model with every field optional, as a group or an affiliate writes them. */
export const partialTerms = (terms: TObject): TObject => Type.Partial(terms);
