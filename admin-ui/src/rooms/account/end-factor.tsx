import { useQueryClient } from '@tanstack/react-query';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { meQuery } from '../../session/me.ts';
import { AskPassword } from './ask-password.tsx';

export function EndFactor({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const end = useChange(
    async (password: string) => {
      await post('/auth/two-factor/disable', { password });
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      onClose();
    },
    '/auth/sessions',
    '/v1/members',
  );
  return (
    <AskPassword
      title="Switch the second factor off"
      why="From then on your password, or a link by mail, is enough to sign in as you. The backup codes end too."
      action="Switch off"
      change={end}
      onPassword={(password) => end.mutate(password)}
      onClose={onClose}
    />
  );
}
