import { Type, type Static } from '@sinclair/typebox';
import { Page, paging } from './paging.ts';
import { Currency, Exact, ExternalId, Id, Instant, Nullable, OneOf, Open, Sum, Text, Time } from './values.ts';

/** A payment and what became of it; `GET /v1/payments?unattributed=true` lists those nobody is credited for (F29). */
export const Payment = Exact(
  {
    id: Id('the payment'),
    state: Type.String({
      description: '`credited`, `uncredited`, `denied`, `tentative`, `waiting`, `parked` …',
      examples: ['uncredited'],
    }),
    reason: Nullable(Type.String({ examples: ['no_evidence'] })),
    occurredAt: Nullable(Time()),
    currency: Nullable(Currency()),
    amount: Nullable(Sum()),
    reversed: Sum({ description: 'What went back.', examples: [0] }),
    externalEventId: Nullable(ExternalId()),
    subscriptionId: Nullable(ExternalId()),
    connectionId: Nullable(Id('the connection of the processor')),
    isTest: Type.Boolean(),
  },
  { title: 'Payment' },
);
export type Payment = Static<typeof Payment>;
export const PaymentPage = Page('PaymentPage', Payment);
export const PaymentQuery = Exact(
  { unattributed: Type.Boolean({ default: false, description: 'Only those nobody is credited for.' }), ...paging },
  { title: 'PaymentQuery' },
);
export type PaymentQuery = Static<typeof PaymentQuery>;

export const inboxStates = ['received', 'processed', 'ignored', 'waiting', 'quarantined', 'parked'] as const;

/** A delivery of a processor, as received (F51). */
export const Delivery = Exact(
  {
    id: Id('the delivery'),
    connectionId: Id('the connection'),
    eventId: ExternalId({ description: "The processor's id of the event.", examples: ['evt_1'] }),
    type: Type.String({ examples: ['invoice.paid'] }),
    state: OneOf(inboxStates),
    attempts: Type.Integer({ minimum: 0 }),
    problem: Nullable(Open(), { description: 'Why it was ignored, quarantined or parked.' }),
    occurredAt: Time(),
    receivedAt: Time(),
    finishedAt: Nullable(Time()),
  },
  { title: 'Delivery' },
);
export type Delivery = Static<typeof Delivery>;
export const DeliveryPage = Page('DeliveryPage', Delivery);
export const DeliveryQuery = Exact(
  { state: Type.Optional(OneOf(inboxStates)), connectionId: Type.Optional(Id('a connection')), ...paging },
  { title: 'DeliveryQuery' },
);
export type DeliveryQuery = Static<typeof DeliveryQuery>;

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
    actor: Type.Optional(ExternalId({ examples: ['key:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] })),
    since: Type.Optional(Instant({ description: 'Changes made at this time or later.' })),
    ...paging,
  },
  { title: 'AuditQuery' },
);
export type AuditQuery = Static<typeof AuditQuery>;

/** The accounts of one affiliate in one currency (M4): never netted across currencies, may be negative. */
export const Balance = Exact(
  {
    affiliateId: Id('the affiliate'),
    currency: Currency(),
    pending: Sum({ description: 'Within the hold.' }),
    payable: Sum({ description: 'Past the hold and not yet paid out.' }),
    clearing: Sum({ description: 'Sent and not yet confirmed.' }),
  },
  { title: 'Balance' },
);
export type Balance = Static<typeof Balance>;
export const BalancePage = Page('BalancePage', Balance);
export const BalanceQuery = Exact(
  { affiliateId: Type.Optional(Id('an affiliate')), currency: Type.Optional(Currency()), ...paging },
  { title: 'BalanceQuery' },
);
export type BalanceQuery = Static<typeof BalanceQuery>;
