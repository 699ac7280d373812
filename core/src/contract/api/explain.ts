import { Type, type Static } from '@sinclair/typebox';
import { Status } from './tracking.ts';
import { Currency, Exact, Id, Nullable, OneOf, Open, Sum, Time, Values } from './values.ts';

const Step = Exact(
  {
    op: Type.String({ description: 'What was done: `base`, `rate`, `cap`, `round` …', examples: ['rate'] }),
    values: Values({ examples: [{ base: 12000, ppm: 200000, exact: '2400', result: 2400 }] }),
  },
  { title: 'ExplainStep', description: 'One line of working, to be followed with a pocket calculator.' },
);

const Asked = Exact(
  {
    strategy: Type.String({ description: 'The step of the order (A1).', examples: ['coupon'] }),
    outcome: OneOf(['claimed', 'passed', 'passed_over', 'outranked', 'stopped']),
    reason: Type.String({ description: 'Why, as a code.' }),
    values: Values(),
  },
  { title: 'ExplainAsked', description: 'What one attribution strategy saw.' },
);

export const ExplainDecision = Exact(
  {
    outcome: OneOf(['credited', 'denied', 'nobody']),
    reason: Type.String(),
    method: Nullable(Type.String()),
    strategy: Nullable(Type.String({ description: 'The step that won.' })),
    shares: Type.Array(
      Exact({ enrollmentId: Id('an enrollment'), weight: Type.Integer({ description: 'Parts per million.' }) }),
    ),
    asked: Type.Array(Asked, { description: 'All steps, in the order they were asked.' }),
  },
  { title: 'ExplainDecision' },
);

const TermsUsed = Exact(
  {
    level: OneOf(['affiliate', 'tier', 'group', 'campaign']),
    termsId: Id('the version of the terms'),
    version: Type.Integer(),
    fields: Type.Array(Type.String(), { description: 'What this level gave (C1).' }),
  },
  { title: 'ExplainTerms' },
);

export const ExplainLine = Exact(
  {
    key: Type.String({ description: 'Stable however often it is decided again: `<enrollment id>/<model>`.' }),
    enrollmentId: Id('the enrollment'),
    affiliateId: Id('the affiliate'),
    campaignId: Id('the campaign'),
    model: Type.String({ examples: ['cps'] }),
    role: OneOf(['base', 'override', 'bonus', 'adjustment']),
    amount: Sum({ description: 'C: before reversals.' }),
    reversed: Sum({ description: 'V(F): what refunds and disputes take (R1).' }),
    weight: Type.Integer({ description: 'The share, parts per million (M3).' }),
    status: Status(),
    payableAt: Nullable(Time()),
    eligibleAt: Nullable(Time()),
    terms: Type.Array(TermsUsed),
    steps: Type.Array(Step),
  },
  { title: 'ExplainLine' },
);

export const ExplainPosting = Exact(
  {
    id: Id('the posting'),
    lineKey: Type.String(),
    debit: Type.String({ examples: ['commission_expense'] }),
    credit: Type.String({ examples: ['pending'] }),
    amount: Sum(),
    currency: Currency(),
    reason: Type.String({ examples: ['credited'] }),
    occurredAt: Time(),
    recordedAt: Time(),
    actor: Type.String({ examples: ['adapter:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
  },
  { title: 'ExplainPosting' },
);

export const ExplainFact = Exact(
  {
    id: Id('the fact'),
    type: Type.String({ examples: ['payment.received'] }),
    occurredAt: Time(),
    recordedAt: Time(),
    actor: Type.String(),
    reason: Nullable(Type.String()),
    fact: Open({ description: 'The statement itself; customers by id, e-mails only as hashes.' }),
  },
  { title: 'ExplainFact' },
);

/** `GET /v1/conversions/:id/explain` (F27): the one record that explain, replay and backtest read. */
export const Explanation = Exact(
  {
    id: Nullable(Id('the conversion'), { description: 'Null for a payment nobody is credited for.' }),
    payment: Exact(
      {
        id: Id('the payment'),
        kind: OneOf(['payment', 'lead']),
        state: Type.String({ examples: ['credited'] }),
        references: Type.Array(Type.String(), { description: 'Every id it is known by.' }),
        merged: Type.Array(Type.String(), { description: 'Payments found to be this one (I2).' }),
        occurredAt: Nullable(Time()),
        currency: Nullable(Currency()),
        gross: Sum({ description: 'G of C2.' }),
        base: Nullable(Sum(), { description: 'B of C2: what commission is computed on.' }),
        refunded: Sum({ examples: [0] }),
        disputed: Sum({ examples: [0] }),
        reversed: Sum({ description: 'F of R1.', examples: [0] }),
        notes: Type.Array(Type.String(), { description: 'What to know: `tax_unknown`, `rate_pending` …' }),
        isTest: Type.Boolean(),
      },
      { title: 'ExplainPayment' },
    ),
    decision: ExplainDecision,
    closed: Type.Boolean({ description: 'True: the hold passed, only refunds and disputes move the lines (A8).' }),
    lines: Type.Array(ExplainLine),
    postings: Type.Array(ExplainPosting),
    facts: Type.Array(ExplainFact),
  },
  { title: 'Explanation' },
);
export type Explanation = Static<typeof Explanation>;
