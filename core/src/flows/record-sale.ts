import type { CustomerKeys, Evidence, EvidenceAdded, PaymentReceived } from '../contract/facts.ts';
import { Problem } from '../contract/errors.ts';
import { canonical, toJson } from '../domain/json.ts';
import type { Intake } from '../store/context.ts';
import { takeAgain, takeIn } from '../store/intake.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { refuseUnknownCampaign, refuseUnknownSlug } from './refusals.ts';
import { settle, type Settled } from './settle-payment.ts';

export interface SaleInput {
  /** Unique within the organization (I1). */
  readonly externalEventId: string;
  readonly mode: 'live' | 'test';
  readonly occurredAt: string;
  readonly currency: string;
  /** G, minor units. */
  readonly amount: bigint;
  readonly tax?: bigint;
  readonly shipping?: bigint;
  readonly subscription?: string;
  readonly customer?: CustomerKeys;
  readonly items: PaymentReceived['items'];
  readonly evidence: Evidence;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whether the caller said when: else the time of a repeated call does not differ. */
  readonly timeGiven: boolean;
}

export interface SaleRecorded extends Settled {
  /** The id was known: this is the first sale (I1). */
  readonly deduped: boolean;
  /** Members of this call that differ from the first statement. */
  readonly differs: readonly string[];
}

/** Rank of a server-to-server statement: a processor's own outranks it (PROCESSORS, Stripe). */
const serverRank = 5;

/**
 * Records a sale told server to server and settles it in the transaction of `session`, so that the answer carries its commissions (F30).
 *
 * @throws Problem `unknown_affiliate`, `unknown_campaign`, `invalid_amount`: nothing is stored, the id stays free (I1)
 */
export async function recordSale(
  engine: Engine,
  session: Session,
  scope: Scope,
  input: SaleInput,
): Promise<SaleRecorded> {
  if ((input.tax ?? 0n) + (input.shipping ?? 0n) > input.amount) {
    throw new Problem(
      'invalid_amount',
      'tax and shipping together are more than amount (C2): lower them, or raise amount',
    );
  }
  const fact = statedSale(input);
  const { externalEventId: id, mode } = input;
  const intake = await takeIn(session, scope, {
    connectionId: apiConnection,
    mode,
    kind: 'payment',
    refs: [id],
    facts: [fact],
    identity: `sale:${id}`,
  });
  const deduped = intake.added === 0;
  const differs = deduped ? differences(intake, fact, input) : [];
  const late = deduped && intake.before.state !== 'credited' ? lateEvidence(intake, fact) : null;
  const informed =
    late === null
      ? intake
      : await takeAgain(session, scope, intake.paymentId, { connectionId: apiConnection, mode, facts: [late] });
  const told = late?.evidence ?? (deduped ? {} : input.evidence);
  refuseUnknownSlug(informed, told);
  await refuseUnknownCampaign(session, scope, told);
  return { ...(await settle(engine, session, scope, informed)), deduped, differs };
}

const statedSale = (input: SaleInput): PaymentReceived => ({
  type: 'payment.received',
  key: input.externalEventId,
  refs: [],
  rank: serverRank,
  occurredAt: input.occurredAt,
  currency: input.currency,
  amount: input.amount,
  ...(input.tax === undefined ? {} : { tax: input.tax }),
  ...(input.shipping === undefined ? {} : { shipping: input.shipping }),
  billing: input.subscription === undefined ? 'one_time' : 'unknown',
  ...(input.subscription === undefined ? {} : { subscription: input.subscription }),
  ...(input.customer === undefined ? {} : { customer: input.customer }),
  items: input.items,
  evidence: input.evidence,
  ...(input.metadata === undefined ? {} : { metadata: input.metadata }),
});

/** The first statement of this sale by this id. */
const firstStatement = (intake: Intake, key: string) =>
  intake.facts.flatMap(({ connectionId, fact }) =>
    connectionId === apiConnection && fact.type === 'payment.received' && fact.key === key ? [fact] : [],
  )[0];

/** Names of what this call says otherwise than the first one; customers are compared by their own ids, since e-mails are not kept in facts. */
function differences(intake: Intake, fact: PaymentReceived, { timeGiven }: SaleInput): readonly string[] {
  const first = firstStatement(intake, fact.key);
  if (first === undefined) return [];
  const compared = [
    'amount',
    'currency',
    'tax',
    'shipping',
    'subscription',
    'items',
    'metadata',
    ...(timeGiven ? ['occurredAt'] : []),
  ] as const;
  const names: Readonly<Record<string, string>> = { subscription: 'subscriptionId', items: 'lineItems' };
  const other = compared.filter(
    (name) => !same(first[name as keyof typeof first], fact[name as keyof PaymentReceived]),
  );
  const evidence = (['clickIds', 'slugs', 'coupons', 'campaign'] as const).filter(
    (name) =>
      first.evidence[name] !== undefined &&
      fact.evidence[name] !== undefined &&
      !same(first.evidence[name], fact.evidence[name]),
  );
  const told = { clickIds: 'clickId', slugs: 'affiliateSlug', coupons: 'couponCode', campaign: 'campaign' };
  const customer = fact.customer?.externalId !== undefined && first.customer?.externalId !== fact.customer.externalId;
  return [
    ...other.map((name) => names[name] ?? name),
    ...evidence.map((name) => told[name]),
    ...(customer ? ['customer'] : []),
  ];
}

const same = (a: unknown, b: unknown): boolean => canonical(toJson(a ?? null)) === canonical(toJson(b ?? null));

/** Evidence the first call lacked: while nobody is credited it is taken as known from the start (A8). */
function lateEvidence(intake: Intake, fact: PaymentReceived): EvidenceAdded | null {
  const first = firstStatement(intake, fact.key);
  if (first === undefined) return null;
  const evidence = Object.fromEntries(
    Object.entries(fact.evidence).filter(([name]) => first.evidence[name as keyof Evidence] === undefined),
  ) as Evidence;
  const customer = first.customer === undefined ? fact.customer : undefined;
  if (Object.keys(evidence).length === 0 && customer === undefined) return null;
  return {
    type: 'evidence.added',
    refs: [fact.key],
    occurredAt: first.occurredAt,
    evidence,
    ...(customer === undefined ? {} : { customer }),
  };
}
