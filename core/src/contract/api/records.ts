import { Type, type Static } from '@sinclair/typebox';
import { amounts, AnyId, IsTest, period } from './conversions.ts';
import { Count, counted, counts } from './counts.ts';
import { Asked } from './explain-decision.ts';
import { FactRow, paymentStates } from './facts.ts';
import { HomeLeftOut, homeSums } from './home.ts';
import { Page, paging, sortedBy } from './paging.ts';
import {
  Currency,
  Exact,
  ExternalId,
  Id,
  Nullable,
  OneOf,
  Open,
  Several,
  Sum,
  Text,
  Time,
  Total,
  Word,
  Words,
} from './values.ts';

/** A payment and what became of it; `GET /v1/payments?unattributed=true` lists those nobody is credited for (F29). */
export const Payment = Exact(
  {
    id: Id('the payment'),
    kind: OneOf(['payment', 'lead']),
    state: OneOf(paymentStates, {
      description:
        '`waiting` for the payment its refunds speak of (R5), `tentative` for an hour (I2), `no_rate` and `failed` until somebody mends it.',
      examples: ['uncredited'],
    }),
    reason: Nullable(Type.String({ examples: ['no_evidence'] }), { description: 'Why, as a code.' }),
    nearest: Type.Array(Asked, {
      description:
        'Of an uncredited one: the steps that saw something and still credited nobody, the nearest miss first.',
    }),
    occurredAt: Nullable(Time(), { description: 'Null while nobody stated the payment itself.' }),
    recordedAt: Time({ description: 'When it was learned of.' }),
    currency: Nullable(Currency()),
    amount: Nullable(Sum()),
    reversed: Sum({ description: 'What went back.', examples: [0] }),
    customerExternalId: Nullable(ExternalId(), { description: 'Your own id of the customer.' }),
    externalEventId: Nullable(ExternalId()),
    subscriptionId: Nullable(ExternalId()),
    connectionId: Nullable(Id('the connection of the processor'), {
      description: 'Null for one told server to server.',
    }),
    isTest: Type.Boolean(),
  },
  { title: 'Payment' },
);
export type Payment = Static<typeof Payment>;
export const PaymentPage = Page('PaymentPage', Payment);
export type PaymentPage = Static<typeof PaymentPage>;

const paymentFilter = {
  unattributed: Type.Boolean({ default: false, description: 'Only those nobody is credited for.' }),
  kind: Word(['payment', 'lead'], { default: 'payment' }),
  state: Type.Optional(Words(paymentStates, { examples: ['uncredited'] })),
  reason: Type.Optional(Text(200, { description: 'Only those with this reason.', examples: ['no_evidence'] })),
  ...period,
  connectionId: Type.Optional(Several('id', { description: 'The id of a connection.' })),
  ...amounts,
  q: AnyId(),
  isTest: IsTest(),
};
export const PaymentFilterQuery = Exact(paymentFilter, { title: 'PaymentFilterQuery' });
export type PaymentFilterQuery = Static<typeof PaymentFilterQuery>;
export const PaymentQuery = Exact({ ...paymentFilter, ...sortedBy(), ...paging }, { title: 'PaymentQuery' });
export type PaymentQuery = Static<typeof PaymentQuery>;

/** `GET /v1/payments/summary`. Totals are never netted across currencies (M4). */
export const PaymentSummary = Exact(
  {
    ...counted,
    byState: counts(paymentStates, 'PaymentsByState'),
    byReason: Type.Array(
      Exact(
        { reason: Nullable(Type.String({ examples: ['no_evidence'] })), count: Count('Rows with it.') },
        { title: 'PaymentsOfReason' },
      ),
      { description: 'The most frequent first.' },
    ),
    totals: Type.Array(
      Exact(
        {
          currency: Currency(),
          count: Count('Rows in this currency.'),
          amount: Total({ description: 'Σ of what was captured.' }),
          reversed: Total({ description: 'Σ of what went back of it.', examples: [0] }),
        },
        { title: 'PaymentTotal' },
      ),
    ),
    home: Exact(
      {
        currency: homeSums.currency,
        amount: homeSums.amount,
        reversed: homeSums.refundedAmount,
        leftOut: HomeLeftOut,
      },
      { title: 'PaymentsAtHome', description: 'All of them in the home currency (X1).' },
    ),
    leftOut: Exact(
      { tests: Count('Tests this filter would match too.'), merged: Count('Payments that became another one (I2).') },
      { title: 'PaymentsLeftOut', description: 'What the totals do not hold.' },
    ),
  },
  {
    title: 'PaymentSummary',
    description: '`byState` counts without the filter by state: what a press on a chip would show.',
  },
);
export type PaymentSummary = Static<typeof PaymentSummary>;

export const inboxStates = ['received', 'processed', 'ignored', 'waiting', 'quarantined', 'parked'] as const;

const delivery = {
  id: Id('the delivery'),
  connectionId: Id('the connection'),
  eventId: ExternalId({ description: "The processor's id of the event.", examples: ['evt_1'] }),
  type: Type.String({ examples: ['invoice.paid'] }),
  state: OneOf(inboxStates, { description: '`received`: not worked on yet, or to be tried again.' }),
  attempts: Type.Integer({ minimum: 0 }),
  problem: Nullable(Open(), {
    description: 'Why it was ignored, quarantined, parked or failed: a code and the detail.',
  }),
  occurredAt: Time({ description: 'By the clock of the processor.' }),
  receivedAt: Time(),
  finishedAt: Nullable(Time()),
  via: OneOf(['webhook', 'backfill', 'fetch'], {
    description:
      '`backfill`: read from the processor, no webhook had brought it. `fetch`: another delivery asked for it.',
  }),
  isTest: Type.Boolean({ description: 'Its connection is in test mode.' }),
};

/** A delivery of a processor, as received (F51). */
export const Delivery = Exact(delivery, { title: 'Delivery' });
export type Delivery = Static<typeof Delivery>;
export const DeliveryPage = Page('DeliveryPage', Delivery);
export type DeliveryPage = Static<typeof DeliveryPage>;

const deliveryFilter = {
  state: Type.Optional(Words(inboxStates, { examples: ['parked,quarantined'] })),
  connectionId: Type.Optional(Several('id', { description: 'The id of a connection.' })),
  type: Type.Optional(ExternalId({ description: 'Exactly this type of event.', examples: ['invoice.paid'] })),
  q: Type.Optional(
    ExternalId({
      description:
        "Exactly the processor's id of the event, the id of the delivery, or any id a payment it speaks of is known by: an order number, a subscription, " +
        'the e-mail or id of the customer.',
      examples: ['evt_1'],
    }),
  ),
  problem: Type.Optional(
    Text(64, { description: 'Only those with this code as their problem.', examples: ['not_fetched'] }),
  ),
  ...period,
};
export const DeliveryFilterQuery = Exact(deliveryFilter, { title: 'DeliveryFilterQuery' });
export type DeliveryFilterQuery = Static<typeof DeliveryFilterQuery>;
/** `GET /v1/inbox.csv`. */
export const DeliveryExportQuery = Exact(deliveryFilter, { title: 'DeliveryExportQuery' });
export type DeliveryExportQuery = Static<typeof DeliveryExportQuery>;
export const DeliveryQuery = Exact({ ...deliveryFilter, ...paging }, { title: 'DeliveryQuery' });
export type DeliveryQuery = Static<typeof DeliveryQuery>;

/** `GET /v1/inbox/summary`. */
export const DeliverySummary = Exact(
  { ...counted, byState: counts(inboxStates, 'DeliveriesByState') },
  { title: 'DeliverySummary', description: '`byState` counts without the filter by state.' },
);
export type DeliverySummary = Static<typeof DeliverySummary>;

/** `GET /v1/inbox/:id`, and what a replay answers. */
export const DeliveryDetail = Exact(
  {
    ...delivery,
    dueAt: Nullable(Time(), { description: 'When it is tried again; null when it is not.' }),
    facts: Type.Array(FactRow, { description: 'What was read from it; also what another delivery had stated before.' }),
    body: Nullable(
      Exact(
        {
          encoding: OneOf(['text', 'base64'], { description: '`base64` where the bytes are no UTF-8.' }),
          content: Type.String({ description: 'Exactly as received, but for the secrets that are masked.' }),
          bytes: Type.Integer({ minimum: 0 }),
          masked: Type.Integer({ minimum: 0, description: 'Secrets that were masked in it.' }),
        },
        { title: 'DeliveryBody' },
      ),
      { description: 'Null: taken away, as `bodyGone` says.' },
    ),
    bodyGone: Nullable(
      Exact(
        {
          why: OneOf(['retention', 'erasure'], {
            description:
              '`retention`: it was older than the organization keeps them. `erasure`: somebody in it was erased (F144).',
          }),
          at: Time(),
        },
        { title: 'BodyGone' },
      ),
      { description: 'Why there is no body any more; such a delivery cannot be replayed.' },
    ),
  },
  { title: 'DeliveryDetail' },
);
export type DeliveryDetail = Static<typeof DeliveryDetail>;

/** One change of what people edit (F140). Personal columns are masked, secrets told by name only. */
export const AuditEntry = Exact(
  {
    id: Type.String({ description: 'Counts up within the organization.' }),
    at: Time(),
    actor: Type.String({ examples: ['key:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
    reason: Nullable(Type.String()),
    action: OneOf(['insert', 'update', 'delete']),
    entity: Type.String({ examples: ['campaign'] }),
    entityId: Type.String(),
    before: Nullable(Open()),
    after: Nullable(Open()),
  },
  { title: 'AuditEntry' },
);
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditPage = Page('AuditPage', AuditEntry);
export const AuditQuery = Exact(
  {
    entity: Type.Optional(Text(64)),
    entityId: Type.Optional(ExternalId()),
    action: Type.Optional(Words(['insert', 'update', 'delete'])),
    actor: Type.Optional(ExternalId({ examples: ['key:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] })),
    ...period,
    ...paging,
  },
  { title: 'AuditQuery' },
);
export type AuditQuery = Static<typeof AuditQuery>;

/** The accounts of one affiliate in one currency (M4): never netted across currencies, may be negative. */
export const Balance = Exact(
  {
    affiliateId: Id('the affiliate'),
    affiliateName: Type.String(),
    currency: Currency(),
    pending: Total({ description: 'Within the hold.' }),
    payable: Total({ description: 'Past the hold and not yet paid out.' }),
    clearing: Total({ description: 'Sent and not yet confirmed.', examples: [0] }),
    home: Exact(
      {
        currency: homeSums.currency,
        pending: Total(),
        payable: Total(),
        clearing: Total({ examples: [0] }),
        leftOut: HomeLeftOut,
      },
      {
        title: 'BalanceAtHome',
        description: 'The same in the home currency, each line at the rate of its own day (X1).',
      },
    ),
  },
  { title: 'Balance' },
);
export type Balance = Static<typeof Balance>;
export const BalancePage = Page('BalancePage', Balance);
export type BalancePage = Static<typeof BalancePage>;
export const BalanceQuery = Exact(
  { affiliateId: Type.Optional(Id('an affiliate')), currency: Type.Optional(Currency()), ...paging },
  { title: 'BalanceQuery' },
);
export type BalanceQuery = Static<typeof BalanceQuery>;
