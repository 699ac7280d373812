import type { Connection } from '@fairlead/core/api';
import { Confirm } from '../../kit/confirm.tsx';
import { useEdit } from '../../kit/use-edit.ts';
import { comparedWith } from './compared.ts';

interface PauseConnectionProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

export function PauseConnection({ connection, onClose }: PauseConnectionProps) {
  const path = `/v1/connections/${connection.id}`;
  const change = useEdit(
    { path, of: connection, body: (seen) => ({ active: !seen.active }), onDone: onClose },
    '/v1/connections',
  );
  const { name, active } = change.seen;
  const word = active ? 'Pause' : 'Resume';
  return (
    <Confirm
      title={`${word} ${name}?`}
      action={word}
      change={change}
      compare={(now) => comparedWith(now, { ...change.seen, active: !active })}
      onConfirm={() => change.save()}
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
