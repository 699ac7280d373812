import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../api/client.ts';
import { forgetOrganization } from './organization.ts';

/** Ends the session, or by another path all of them, and forgets all that was read in it. */
export function useSignOut(path = '/auth/sign-out') {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => post(path),
    onSuccess: async () => {
      forgetOrganization();
      await navigate({ to: '/sign-in' });
      client.clear();
    },
  });
}
