import type { ApiKeyRow } from '@fairlead/core/api';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { Confirm } from '../../kit/confirm.tsx';

interface RevokeKeyProps {
  readonly apiKey: ApiKeyRow;
  readonly onClose: () => void;
}

export function RevokeKey({ apiKey: { id, name, prefix }, onClose }: RevokeKeyProps) {
  const revoke = useChange(
    async () => {
      await post(`/v1/api-keys/${id}/revoke`);
      onClose();
    },
    '/v1/api-keys',
    '/v1/audit',
  );
  return (
    <Confirm
      title={`Revoke ${name}?`}
      action="Revoke for good"
      isDangerous
      change={revoke}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>
        Whatever calls with the key that begins with <code>{prefix}</code> is refused from now on. It cannot be brought
        back: make a new one.
      </p>
    </Confirm>
  );
}
