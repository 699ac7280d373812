import type { Role } from '../../contract/api/access.ts';
import type { Store } from '../database.ts';
import { throughDoor } from '../session.ts';
import { asPerson } from './as-person.ts';

export interface MembershipRow {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
  readonly homeCurrency: string;
  readonly timeZone: string;
}

const mine = {
  name: 'my_organizations',
  text: `select organization_id as "organizationId", name, role, home_currency as "homeCurrency", time_zone as "timeZone" from my_organizations()`,
};

/** Where a person belongs, oldest first. */
export const membershipsOf = (store: Store, person: string): Promise<readonly MembershipRow[]> =>
  asPerson<MembershipRow & Record<string, unknown>>(store, person, mine, []);

const roles = {
  name: 'my_roles',
  text: 'select organization_id as "organizationId", role from membership where id = $1',
};

/** The roles of a person, by organization. */
export const rolesOf = (
  store: Store,
  person: string,
): Promise<readonly Pick<MembershipRow, 'organizationId' | 'role'>[]> =>
  asPerson<Pick<MembershipRow, 'organizationId' | 'role'> & Record<string, unknown>>(store, person, roles, [person]);

/** Whether anybody belongs anywhere. */
export async function isAnybody(store: Store): Promise<boolean> {
  const [row] = await throughDoor<{ there: boolean }>(store, { name: 'anybody', text: 'select anybody() there' }, []);
  return row?.there === true;
}
