import type { CustomerKeys, PaymentReceived } from '../contract/facts.ts';
import type { StoredCustomer } from '../domain/stored-fact.ts';
import { instant } from '../domain/time.ts';
import { type Intake, readContext } from './context.ts';
import { type FoundRow, readFound } from './found.ts';
import { newId } from './ids.ts';
import type { IntakeInput } from './intake-input.ts';
import { apiConnection, normalised, prepare } from './prepared-fact.ts';
import type { Scope, Session, Statement } from './session.ts';

/** A sale told server to server that may be the first of its customer, and names nothing that others may have told of. */
export interface FirstSale {
  readonly fact: PaymentReceived;
  /** The one id it is known by. */
  readonly ref: string;
  readonly keys: Pick<CustomerKeys, 'externalId' | 'email'> | null;
  readonly codes: readonly string[];
}

/** Null for what must take the way of all others: several facts or ids, a subscription, ids of a processor. */
export function asFirstSale({ connectionId, kind, refs, facts, deliveryId }: IntakeInput): FirstSale | null {
  const [fact] = facts;
  const [ref] = refs;
  if (connectionId !== apiConnection || kind !== 'payment' || deliveryId !== undefined) return null;
  if (fact?.type !== 'payment.received' || ref === undefined || facts.length + refs.length > 2) return null;
  if (fact.subscription !== undefined) return null;
  const keys = fact.customer === undefined ? null : normalised(fact.customer);
  if (keys !== null && !isPlain(keys)) return null;
  const codes = (fact.evidence.coupons ?? []).flatMap(({ code, codeId }) => (codeId === undefined ? (code ?? []) : []));
  return codes.length === (fact.evidence.coupons?.length ?? 0) ? { fact, ref, keys, codes: distinct(codes) } : null;
}

/** Known by the brand's own id or an e-mail; a processor's id would be looked for in every connection. */
const isPlain = ({ externalId, email, processorId, name }: CustomerKeys): boolean =>
  processorId === undefined && name === undefined && (externalId !== undefined || email !== undefined);

const statement: Statement = {
  name: 'take_in_first',
  text: 'select take_in_first($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) as context',
};

interface Answered {
  readonly first: true;
  readonly recordedAt: string;
  readonly emailHash: string | null;
  readonly graceDays: number;
  readonly found: Omit<FoundRow, 'leads'>;
}

/** What `takeIn` does, for such a sale: the facts of a payment made just now are those just told, and do not travel back. */
export async function takeInFirst(
  session: Session,
  scope: Scope,
  { mode, identity }: IntakeInput,
  { fact, ref, keys, codes }: FirstSale,
): Promise<Intake> {
  const prepared = prepare(fact, mode, identity);
  const payment = newId();
  const customer: StoredCustomer | undefined =
    keys === null
      ? undefined
      : { id: prepared.customerId, ...(keys.externalId === undefined ? {} : { externalId: keys.externalId }) };
  const { evidence, occurredAt } = fact;
  const [row] = await session.query<{ context: unknown }>(statement, [
    scope.organizationId,
    mode,
    ref,
    payment,
    prepared.id,
    prepared.digest,
    JSON.stringify(customer === undefined ? prepared.fact : { ...(prepared.fact as object), customer }),
    occurredAt,
    customer?.id,
    keys?.externalId,
    keys?.email,
    distinct(evidence.clickIds ?? []),
    distinct((evidence.slugs ?? []).map((slug) => slug.toLowerCase())),
    codes,
    scope.actor,
    scope.reason,
    JSON.stringify([prepared]),
  ]);
  const context = row?.context as Answered | { readonly first?: undefined };
  if (context.first === undefined) return readContext(context);
  const { emailHash, found, graceDays, recordedAt } = context;
  const kept = customer && { ...customer, ...(emailHash === null ? {} : { emailHash }) };
  const { customer: _, ...told } = fact;
  return {
    kind: 'payment',
    paymentId: payment,
    merged: [],
    mode,
    graceDays,
    facts: [
      {
        id: prepared.id,
        paymentId: payment,
        connectionId: apiConnection,
        recordedAt,
        actor: scope.actor,
        ...(scope.reason === undefined ? {} : { reason: scope.reason }),
        fact: kept === undefined ? told : { ...told, customer: kept },
      },
    ],
    found: readFound({ ...found, leads: [] }),
    earlierInSubscription: 0,
    posted: [],
    added: 1,
    fresh: true,
    stranger: customer !== undefined,
    losers: [],
    clocks: [],
    before: { state: 'waiting', occurredAt: null, customerId: null, subscription: null },
    at: new Date(instant(occurredAt)).toISOString(),
    customerId: customer?.id ?? null,
    subscription: null,
    conversions: [],
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
