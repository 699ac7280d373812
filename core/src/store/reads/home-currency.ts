import type { Scope, Session, Statement } from '../session.ts';

const statement: Statement = {
  name: 'home_currency',
  text: 'select home_currency as currency from organization where id = $1',
};

/** What an organization reckons in. */
export async function homeCurrency(session: Session, { organizationId }: Scope): Promise<string> {
  const [organization] = await session.query<{ currency: string }>(statement, [organizationId]);
  if (organization === undefined) throw new RangeError(`there is no organization ${organizationId}`);
  return organization.currency;
}
