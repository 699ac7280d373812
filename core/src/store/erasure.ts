import type { CustomerKeys } from '../contract/facts.ts';
import { normalised } from './prepared-fact.ts';
import type { Scope, Session, Statement } from './session.ts';

/** What an erasure found to erase; done again, nothing. */
export interface Erased {
  readonly customers: number;
  readonly bodies: number;
}

/** Who told it, and in which delivery. */
export interface Telling {
  readonly connectionId: string;
  readonly mode: 'live' | 'test';
  readonly deliveryId: string;
}

const named: Statement = { name: 'erase_named', text: 'select erase_named($1, $2, $3, $4, $5, $6) as erased' };

/** Everybody these keys name: what was told of them up to `upto`, and the delivery that asks for it. */
export function eraseNamed(
  session: Session,
  scope: Scope,
  { connectionId, mode, deliveryId }: Telling,
  keys: CustomerKeys,
  upto: string,
): Promise<Erased> {
  const values = [scope.organizationId, connectionId, mode, JSON.stringify(normalised(keys)), upto, deliveryId];
  return erased(session, named, values);
}

const connection: Statement = { name: 'erase_connection', text: 'select erase_connection($1, $2, $3, $4) as erased' };

/** All that an account told up to a time, and the people nobody else told of. */
export function eraseConnection(
  session: Session,
  { organizationId }: Scope,
  { connectionId, deliveryId }: Telling,
  upto: string,
): Promise<Erased> {
  return erased(session, connection, [organizationId, connectionId, upto, deliveryId]);
}

const person: Statement = {
  name: 'erase_people',
  text: 'select erase_people($1, array[$2::uuid], $3, null) as erased',
};

/** One customer, by a person's decision. */
export function eraseCustomer(
  session: Session,
  { organizationId }: Scope,
  customerId: string,
  upto: string,
): Promise<Erased> {
  return erased(session, person, [organizationId, customerId, upto]);
}

const forget: Statement = { name: 'forget_named', text: 'select forget_named($1, $2, $3, $4, $5, $6)' };

/** Takes a delivery's body away where it told of somebody who was erased. */
export function forgetNamed(
  session: Session,
  { organizationId }: Scope,
  { connectionId, mode, deliveryId }: Telling,
  keys: CustomerKeys,
  at: string,
): void {
  const values = [organizationId, connectionId, mode, JSON.stringify(normalised(keys)), at, deliveryId];
  session.last(forget, values);
}

async function erased(session: Session, statement: Statement, values: readonly unknown[]): Promise<Erased> {
  const [row] = await session.query<{ erased: Erased }>(statement, values);
  return row?.erased ?? { customers: 0, bodies: 0 };
}
