import { type Role, useMembership } from './me.ts';

const order: readonly Role[] = ['viewer', 'manager', 'admin', 'owner'];

const whoMay: Readonly<Record<Role, string>> = {
  viewer: 'Everybody here may do this',
  manager: 'Managers, admins and owners may do this',
  admin: 'Admins and owners may do this',
  owner: 'Owners may do this',
};

export interface Permission {
  readonly may: boolean;
  /** Who may, in words: said where the one who is here may not. */
  readonly who: string;
}

/** Whether the person here reaches a role, as the server's table of routes asks for it; here only to say so before it is tried. */
export function useMay(needs: Role): Permission {
  const { role } = useMembership();
  return { may: order.indexOf(role) >= order.indexOf(needs), who: whoMay[needs] };
}
