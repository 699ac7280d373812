import type { Connection } from '@fairlead/core/api';
import { patch } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { Confirm } from '../../kit/confirm.tsx';

interface PauseConnectionProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

export function PauseConnection({ connection: { id, name, active, version }, onClose }: PauseConnectionProps) {
  const change = useChange(
    async () => {
      await patch(`/v1/connections/${id}`, { active: !active, version });
      onClose();
    },
    '/v1/connections',
    '/v1/audit',
  );
  const word = active ? 'Pause' : 'Resume';
  return (
    <Confirm
      title={`${word} ${name}?`}
      action={word}
      error={change.error}
      isPending={change.isPending}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      <p>
        {active
          ? 'Its deliveries are refused from now on. Most processors try again for some days: what they send after it is resumed arrives.'
          : 'Its deliveries are taken in again from now on.'}
      </p>
    </Confirm>
  );
}
