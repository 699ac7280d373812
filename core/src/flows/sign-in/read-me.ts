import type { Membership } from '../../contract/api/members.ts';
import { membershipsOf, rolesOf } from '../../store/sign-in/memberships.ts';
import type { Engine } from '../engine.ts';

/** Where a person belongs, oldest first. */
export const readMemberships = async ({ store }: Engine, personId: string): Promise<Membership[]> => [
  ...(await membershipsOf(store, personId)),
];

/** The roles of a person, by organization; read with every request, so that a change holds at once. */
export const readRoles =
  ({ store }: Engine) =>
  (personId: string) =>
    rolesOf(store, personId);
