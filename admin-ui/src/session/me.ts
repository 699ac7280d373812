import type { Me, Membership, Role } from '@fairlead/core/api';
import { useSuspenseQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { chooseOrganization, chosenOrganization } from './organization.ts';

export type { Me, Membership, Role };

export const meQuery = { queryKey: ['me'], queryFn: () => get<Me>('/v1/me'), staleTime: 60_000 };

/** The membership chosen before, if it is still one, else the first. Choosing is remembered, for requests to name it. */
export function chosenMembership({ memberships }: Me): Membership | undefined {
  const chosen = memberships.find(({ organizationId }) => organizationId === chosenOrganization()) ?? memberships[0];
  if (chosen !== undefined) chooseOrganization(chosen.organizationId);
  return chosen;
}

/** Who is signed in. Only within the shell, which has it loaded. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Where they work. Only within the shell, which shows nothing without one. */
export function useMembership(): Membership {
  const chosen = chosenMembership(useMe());
  if (chosen === undefined) throw new Error('You belong to no organization');
  return chosen;
}

const ranks: readonly Role[] = ['viewer', 'manager', 'admin', 'owner'];

/** Whether a role reaches another. The server holds it; here only to say so before it is tried. */
export const reaches = (role: Role, needed: Role): boolean => ranks.indexOf(role) >= ranks.indexOf(needed);

/** Null where the person may; else who may, for the title of what is switched off. */
export function useRefusal(needed: Role): string | null {
  const { role } = useMembership();
  return reaches(role, needed) ? null : `Needs the role ${needed}; yours is ${role}`;
}
