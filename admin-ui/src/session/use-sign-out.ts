import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../api/client.ts';
import { forgetOrganization } from './organization.ts';

/** Ends the session, and forgets all that was read in it. */
export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => post('/auth/sign-out'),
    onSuccess: async () => {
      forgetOrganization();
      await navigate({ to: '/sign-in' });
      client.clear();
    },
  });
}
