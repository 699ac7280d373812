import type { CustomerKeys } from '../contract/facts.ts';
import type { CoreFact } from '../domain/stored-fact.ts';
import { readContext, type Intake } from './context.ts';
import { asFirstSale, takeInFirst } from './first-sale.ts';
import { newId } from './ids.ts';
import type { IntakeInput } from './intake-input.ts';
import { apiConnection, normalised, prepare } from './prepared-fact.ts';
import type { Scope, Session, Statement } from './session.ts';

const takeInStatement: Statement = {
  name: 'take_in',
  text: 'select take_in($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as context',
};
const toldNameStatement: Statement = {
  name: 'told_name',
  text: `select told_reference($1, $2, $3) as reference, email_hash($1, $3::jsonb ->> 'email') as "emailHash"`,
};
const takeUpStatement: Statement = { name: 'take_up', text: 'select take_up($1, $2, $3, $4, $5, $6, $7) as context' };
const takeAboutStatement: Statement = {
  name: 'take_about',
  text: 'select take_about($1, $2, $3, $4, $5, $6, $7) as added',
};

export interface ToldName {
  /** Null where the customer has no keys. */
  readonly reference: string | null;
  /** Of the e-mail, as facts keep it. */
  readonly emailHash: string | null;
}

/** What names the lead, or the event of a name, of a customer with these keys; `as` is what such references begin with. */
export async function toldName(session: Session, scope: Scope, as: string, customer: CustomerKeys): Promise<ToldName> {
  const values = [scope.organizationId, as, JSON.stringify(normalised(customer))];
  const [row] = await session.query<ToldName & Record<string, unknown>>(toldNameStatement, values);
  return row ?? { reference: null, emailHash: null };
}

const alike = (
  other: string,
): string => `${other}.organization_id = $1 and ${other}.kind = $5 and ${other}.mode = $4 and ${other}.merged_into is null
  and ${other}.customer_id = any (customer_members($1, customer_root($1, $3))) and exists (select from payment_reference r
    where r.organization_id = $1 and r.payment_id = ${other}.id and starts_with(r.reference, $6))`;

const joinStatement: Statement = {
  name: 'join_told',
  text: `update payment set merged_into = first.id, state = 'merged'
    from (select l.id from payment l where ${alike('l')} and l.id < $2 order by l.id limit 1) first
    where payment.organization_id = $1 and payment.id = $2 returning first.id`,
};

/** One that was told at the same moment may bear a later id and yet be there first: a merge always points to the older id. */
const takeOverStatement: Statement = {
  name: 'take_over_told',
  text: `update payment set merged_into = $2, state = 'merged' where ${alike('payment')} and id > $2 returning id`,
};

/**
 * A customer is one lead, whatever key names it, and so with an event of one name. Returns the one that stands, to be read anew; null: there was
 * no other.
 */
export async function joinTold(
  session: Session,
  scope: Scope,
  { paymentId, customerId, mode, kind }: Intake,
  as: string,
): Promise<string | null> {
  if (customerId === null) return null;
  const values = [scope.organizationId, paymentId, customerId, mode, kind, `${as}\t`];
  const [row] = await session.query<{ id: string }>(joinStatement, values);
  if (row !== undefined) return row.id;
  const later = await session.query<{ id: string }>(takeOverStatement, values);
  return later.length > 0 ? paymentId : null;
}

/** Finds or makes the payment these references name, locks it, stores the facts and reads all a decision about it needs. */
export async function takeIn(session: Session, scope: Scope, input: IntakeInput): Promise<Intake> {
  const first = asFirstSale(input);
  if (first !== null) return takeInFirst(session, scope, input, first);
  const { connectionId, mode, kind, refs, facts, deliveryId, identity } = input;
  const stated = JSON.stringify(facts.map((fact) => prepare(fact, mode, identity)));
  const fresh = newId();
  const values = [
    scope.organizationId,
    connectionId,
    mode,
    kind,
    refs,
    fresh,
    stated,
    scope.actor,
    scope.reason,
    deliveryId,
  ];
  const [row] = await session.query<{ context: unknown }>(takeInStatement, values);
  return readContext(row?.context);
}

/** The same for a payment known by its id, with facts of the core's own; null where there is none. */
export async function takeUp(
  session: Session,
  scope: Scope,
  payment: string,
  facts: readonly CoreFact[],
): Promise<Intake | null> {
  const stated = JSON.stringify(facts.map((fact) => prepare(fact, payment)));
  const values = [scope.organizationId, payment, apiConnection, stated, scope.actor, scope.reason, null];
  const [row] = await session.query<{ context: unknown }>(takeUpStatement, values);
  return row?.context == null ? null : readContext(row.context);
}

/** More of a payment this transaction holds already: takes the facts in and reads the context anew. */
export async function takeAgain(
  session: Session,
  scope: Scope,
  payment: string,
  { connectionId, mode, facts, deliveryId }: Pick<IntakeInput, 'connectionId' | 'mode' | 'facts' | 'deliveryId'>,
): Promise<Intake> {
  const stated = JSON.stringify(facts.map((fact) => prepare(fact, mode)));
  const values = [scope.organizationId, payment, connectionId, stated, scope.actor, scope.reason, deliveryId];
  const [row] = await session.query<{ context: unknown }>(takeUpStatement, values);
  return readContext(row?.context);
}

/** Facts about a customer, subscription or code; what they may change is queued to be looked at again. Returns how many were new. */
export async function takeAbout(
  session: Session,
  scope: Scope,
  input: Pick<IntakeInput, 'connectionId' | 'mode' | 'facts' | 'deliveryId'>,
): Promise<number> {
  const { connectionId, mode, facts, deliveryId } = input;
  const stated = JSON.stringify(facts.map((fact) => prepare(fact, mode)));
  const values = [scope.organizationId, connectionId, mode, stated, scope.actor, scope.reason, deliveryId];
  const [row] = await session.query<{ added: number }>(takeAboutStatement, values);
  return row?.added ?? 0;
}
