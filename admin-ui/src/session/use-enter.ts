import type { SignedIn } from '@fairlead/core/api';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { chooseOrganization } from './organization.ts';

/** What every way of signing in answers. */
export type Entered = SignedIn & { readonly organizationId?: string };

/**
 * Goes in with a session that was just begun, to `to`. Where a second factor is asked for first, to its page, which leads on.
 */
export function useEnter(): (entered: Entered, to: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ organizationId, twoFactorRedirect }, to) => {
    if (organizationId !== undefined) chooseOrganization(organizationId);
    client.clear();
    if (twoFactorRedirect === true) await navigate({ to: '/sign-in/code', search: { back: to } });
    else await navigate({ href: to, replace: true });
  };
}
