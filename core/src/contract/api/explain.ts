import { Type, type Static } from '@sinclair/typebox';
import { Conversion } from './conversions.ts';
import { FactRow } from './facts.ts';
import { HomeAmounts } from './home.ts';
import { ExplainDecision } from './explain-decision.ts';
import { ExplainLine } from './explain-lines.ts';
import { ExplainPayment } from './explain-payment.ts';
import { ExplainPosting } from './explain-postings.ts';
import { ExplainReversal } from './explain-reversals.ts';
import { Exact, ExternalId, Id, Nullable, OneOf, Slug, Time, Values } from './values.ts';

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
    verdict: Nullable(
      Exact(
        { ...ByHand('ExplainVerdict').properties, verdict: OneOf(['validated', 'rejected']) },
        { title: 'ExplainVerdict' },
      ),
      { description: 'What a person said of a lead last (C3).' },
    ),
    denial: Nullable(ByHand('ExplainDenial'), { description: 'Denied by a person and not reinstated since (R10).' }),
    closed: Type.Boolean({ description: 'True: the hold passed, only refunds and disputes move the lines (A8).' }),
    due: Nullable(Due, { description: 'Null while nobody was ever credited.' }),
    refundPolicy: Nullable(Type.String(), { description: 'What computes V (R12).', examples: ['proportional'] }),
    lines: Type.Array(ExplainLine),
    unearned: Type.Array(
      Exact(
        {
          enrollmentId: Id('the enrollment'),
          model: Type.String({ examples: ['cpl'] }),
          reason: Type.String({ description: 'Why, as a code.', examples: ['awaits_validation'] }),
          values: Values(),
        },
        { title: 'ExplainUnearned' },
      ),
      { description: 'Models that earn nothing here, or not yet, while it is open.' },
    ),
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
