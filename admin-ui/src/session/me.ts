import { useSuspenseQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { chooseOrganization, chosenOrganization } from './organization.ts';

export type Role = 'owner' | 'admin' | 'manager' | 'viewer';

export interface Membership {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
  readonly homeCurrency: string;
  readonly timeZone: string;
}

/** `GET /v1/me`: who is signed in, and where they belong. */
export interface Me {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly twoFactor: boolean;
  };
  readonly memberships: readonly Membership[];
}

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

/** Who may do what, as the server holds it; here only to say so before it is tried. */
export const mayManage = ({ role }: Membership): boolean => role !== 'viewer';
