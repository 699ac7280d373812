import { HomeAmounts } from './home.ts';
import { Type, type Static } from '@sinclair/typebox';
import { Conversion } from './conversions.ts';
import { FactRow, paymentStates } from './facts.ts';
import { Status } from './tracking.ts';
import { Currency, Exact, ExternalId, Id, Nullable, OneOf, Slug, Sum, Time, Total, Values } from './values.ts';

const Code = (description: string, examples: readonly string[]) =>
  Type.String({ description, examples: [...examples] });

const Step = Exact(
  {
    op: Type.String({ description: 'What was done: `base`, `rate`, `cap`, `round` …', examples: ['rate'] }),
    values: Values({ examples: [{ base: 12000, ppm: 200000, exact: '2400', result: 2400 }] }),
  },
  { title: 'ExplainStep', description: 'One line of working, to be followed with a pocket calculator.' },
);

export const Asked = Exact(
  {
    strategy: Type.String({ description: 'The step of the order (A1).', examples: ['coupon'] }),
    outcome: OneOf(['claimed', 'passed', 'passed_over', 'outranked', 'stopped']),
    reason: Type.String({ description: 'Why, as a code.' }),
    values: Values(),
  },
  { title: 'ExplainAsked', description: 'What one attribution strategy saw.' },
);
export type Asked = Static<typeof Asked>;

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
    conversionId: Id('the conversion it belongs to'),
    enrollmentId: Id('the enrollment'),
    affiliateId: Id('the affiliate'),
    campaignId: Id('the campaign'),
    model: Type.String({ examples: ['cps'] }),
    role: OneOf(['base', 'override', 'bonus', 'adjustment']),
    currency: Currency(),
    amount: Sum({ description: 'C: before reversals.' }),
    reversed: Sum({ description: 'V: what refunds, disputes and a denial take of it (R1, R10).', examples: [0] }),
    base: Sum({ description: 'B: what its reversals are measured by (R1).' }),
    baseKind: OneOf(['net', 'gross']),
    weight: Type.Integer({ description: 'The share, parts per million (M3).' }),
    status: Status(),
    payableAt: Nullable(Time()),
    eligibleAt: Nullable(Time()),
    terms: Type.Array(TermsUsed),
    steps: Type.Array(Step),
  },
  { title: 'ExplainLine' },
);

const ReversalLine = Exact(
  {
    key: Type.String({ description: 'The line.' }),
    amount: Sum({ description: 'C.' }),
    base: Sum({ description: 'B.' }),
    taken: Code('bᵢ: what this object takes of the base, unrounded (R1).', ['3000', '100/3']),
    takenSoFar: Code('Σ bᵢ of all objects by then, unrounded.', ['3000']),
    exact: Nullable(
      Code('C × Σ bᵢ ÷ B, unrounded; null where the refund policy or a denial goes another way (R10, R12).', ['625.5']),
    ),
    clamp: Nullable(
      OneOf(['nothing_returned', 'all_returned', 'whole_commission', 'denied'], {
        description:
          'What held it within 0 and C: nothing or all of the payment went back, it would be more than C, or a person denied it.',
      }),
    ),
    before: Sum({ description: 'V before.', examples: [0] }),
    reversed: Sum({ description: 'V: reversed so far.' }),
    change: Sum({ description: 'What it changes of the commission.', examples: [-625] }),
    commission: Sum({ description: 'C − V after it.' }),
  },
  { title: 'ExplainReversalLine' },
);

export const ExplainReversal = Exact(
  {
    factId: Id('the fact that says so'),
    kind: OneOf(['refund', 'dispute', 'denied', 'reinstated']),
    key: Nullable(ExternalId(), { description: 'The id of the refund or dispute.' }),
    status: Nullable(Type.String(), { description: 'Of the object by then.', examples: ['succeeded'] }),
    at: Time({ description: 'From when on it is so.' }),
    actor: Type.String(),
    reason: Nullable(Type.String()),
    currency: Nullable(Currency()),
    amount: Nullable(Sum(), { description: 'As stated.' }),
    counted: Nullable(Sum(), { description: 'What counts of it by then (R2, R3); negative for a return.' }),
    foreign: Type.Boolean({ description: 'In another currency than the payment: it counts nothing (R6).' }),
    paid: Sum({ description: 'G: what was captured.' }),
    returnedBefore: Sum({ description: 'F before.', examples: [0] }),
    returned: Sum({ description: 'F: what went back of G so far.' }),
    clamp: Nullable(
      OneOf(['more_than_paid', 'less_than_nothing'], { description: 'What held F within 0 and G (R1).' }),
    ),
    lines: Type.Array(ReversalLine),
  },
  {
    title: 'ExplainReversal',
    description: 'What happened since: one refund, dispute or decision, and what it did (R1, R10).',
  },
);

export const ExplainPosting = Exact(
  {
    id: Id('the posting'),
    paymentId: Id('the payment it was posted for: this one, or one that became it'),
    lineKey: Type.String(),
    enrollmentId: Id('the enrollment'),
    affiliateId: Id('the affiliate'),
    debit: Type.String({ examples: ['commission_expense'] }),
    credit: Type.String({ examples: ['pending'] }),
    amount: Sum(),
    currency: Currency(),
    reason: Type.String({ examples: ['credited'] }),
    debitAfter: Total({
      description: "Credits − debits of this payment's postings on the debited account, this one included.",
    }),
    creditAfter: Total({ description: 'The same of the credited account. Accounts of an affiliate are its own.' }),
    occurredAt: Time(),
    recordedAt: Time(),
    actor: Type.String({ examples: ['adapter:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
  },
  { title: 'ExplainPosting' },
);

const ByHand = (what: string) =>
  Exact(
    {
      factId: Id('the fact'),
      occurredAt: Time(),
      actor: Type.String({ examples: ['user:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
      reason: Nullable(Type.String()),
    },
    { title: what },
  );

const ExplainPayment = Exact(
  {
    id: Id('the payment'),
    kind: OneOf(['payment', 'lead']),
    state: OneOf(paymentStates),
    reason: Nullable(Type.String(), { description: 'Why, as a code.' }),
    references: Type.Array(
      Exact(
        {
          reference: Type.String(),
          connectionId: Nullable(Id('the connection it belongs to'), { description: 'Null: told server to server.' }),
          paymentId: Id('the payment it was first known as'),
        },
        { title: 'ExplainReference' },
      ),
      { description: 'Every id it is known by, those of payments that became it included.' },
    ),
    merged: Type.Array(Type.String(), { description: 'Payments found to be this one (I2).' }),
    occurredAt: Nullable(Time()),
    recordedAt: Time(),
    currency: Nullable(Currency()),
    gross: Sum({ description: 'G of C2: what was captured.' }),
    total: Sum({ description: 'T of C2: the total due after discounts.' }),
    tax: Sum({ examples: [0] }),
    shipping: Sum({ examples: [0] }),
    discount: Nullable(Sum()),
    base: Nullable(Sum(), { description: 'B of C2: what commission is computed on. Null where there is none.' }),
    refunded: Sum({ examples: [0] }),
    disputed: Sum({ examples: [0] }),
    reversed: Sum({ description: 'F of R1.', examples: [0] }),
    billing: OneOf(['one_time', 'first', 'renewal', 'change', 'unknown']),
    externalEventId: Nullable(ExternalId()),
    subscriptionId: Nullable(ExternalId()),
    connectionId: Nullable(Id('the connection of the processor')),
    customerId: Nullable(Id('the customer')),
    customerExternalId: Nullable(ExternalId()),
    notes: Type.Array(Type.String(), { description: 'What to know: `tax_unknown`, `reversal_in_other_currency` …' }),
    isTest: Type.Boolean(),
  },
  { title: 'ExplainPayment' },
);

const ExplainConversion = Exact(
  {
    ...Conversion.properties,
    withdrawn: Type.Boolean({
      description: 'No longer credited: moved, decided otherwise, or merged. It stays, at nothing.',
    }),
  },
  { title: 'ExplainConversion' },
);

const ExplainEnrollment = Exact(
  {
    id: Id('the enrollment'),
    affiliateId: Id('the affiliate'),
    affiliateName: Type.String(),
    affiliateSlug: Slug(),
    campaignId: Id('the campaign'),
    campaignName: Type.String(),
  },
  { title: 'ExplainEnrollment' },
);

const Due = Exact(
  {
    occurredAt: Time(),
    holdDays: Type.Integer(),
    payableAt: Time(),
    graceDays: Type.Integer(),
    eligibleAt: Time(),
  },
  { title: 'ExplainDue', description: 'Payment + hold = payable, + grace = eligible; frozen at first credit (C7).' },
);

const ExplainDelivery = Exact(
  {
    id: Id('the delivery'),
    connectionId: Id('the connection'),
    eventId: ExternalId({ examples: ['evt_1'] }),
    type: Type.String({ examples: ['invoice.paid'] }),
    state: Type.String({ examples: ['processed'] }),
    receivedAt: Time(),
  },
  { title: 'ExplainDelivery' },
);

const Recomputed = Exact(
  {
    facts: Type.Integer({ minimum: 0, description: 'Stored facts it was decided from again, just now.' }),
    differences: Type.Integer({ minimum: 0, description: '0: the same facts still give what is stored.' }),
    due: Type.Boolean({ description: 'It is queued to be settled again: until then it may differ.' }),
    details: Type.Array(
      Exact(
        {
          code: Type.String({ examples: ['postings'] }),
          about: Values(),
          expected: Type.Unknown({ description: 'As recomputed.' }),
          found: Type.Unknown({ description: 'As stored.' }),
        },
        { title: 'ExplainDifference' },
      ),
    ),
  },
  { title: 'ExplainRecomputed' },
);

/** `GET /v1/conversions/:id/explain` and `GET /v1/payments/:id/explain` (F27): the one record that explain, replay and backtest read. */
export const Explanation = Exact(
  {
    id: Nullable(Id('the conversion asked for'), { description: 'Null where a payment was asked for.' }),
    asOf: Time({ description: 'All of it is as of this one moment.' }),
    payment: ExplainPayment,
    conversions: Type.Array(ExplainConversion, {
      description: 'What is and was credited, merged and withdrawn ones included.',
    }),
    decision: ExplainDecision,
    assigned: Nullable(ByHand('ExplainAssigned'), {
      description: 'Assigned or moved by a person, who outranks all evidence (A11).',
    }),
    denial: Nullable(ByHand('ExplainDenial'), { description: 'Denied by a person and not reinstated since (R10).' }),
    closed: Type.Boolean({ description: 'True: the hold passed, only refunds and disputes move the lines (A8).' }),
    due: Nullable(Due, { description: 'Null while nobody was ever credited.' }),
    refundPolicy: Nullable(Type.String(), { description: 'What computes V (R12).', examples: ['proportional'] }),
    lines: Type.Array(ExplainLine),
    home: Nullable(HomeAmounts, {
      description: 'In the home currency of the organization (X1). Null for what moved no money.',
    }),
    reversals: Type.Array(ExplainReversal, { description: 'In the order it happened.' }),
    postings: Type.Array(ExplainPosting, { description: 'In the order they were posted.' }),
    enrollments: Type.Array(ExplainEnrollment, { description: 'Everybody named above.' }),
    facts: Type.Array(FactRow, { description: 'In the order it happened; of the customer and subscription too.' }),
    deliveries: Type.Array(ExplainDelivery),
    recomputed: Recomputed,
  },
  { title: 'Explanation' },
);
export type Explanation = Static<typeof Explanation>;
