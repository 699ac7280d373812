import type { Connection } from '@fairlead/core/api';
import { useState } from 'react';
import { patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { SchemaFields } from '../../kit/form/schema-form.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { useAdapters } from './adapters.ts';

interface SetSecretsProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** New secrets. Those that are left empty stay; deliveries signed with the one before are accepted until the next change. */
export function SetSecrets({ connection, onClose }: SetSecretsProps) {
  const { id, name, adapter, credentials, version } = connection;
  const adapters = useAdapters();
  const [given, setGiven] = useState<Record<string, unknown>>({});
  const set = useChange(
    async () => {
      await patch(`/v1/connections/${id}`, { credentials: given, version });
      onClose();
    },
    '/v1/connections',
    '/v1/audit',
  );
  return (
    <FormDialog
      title={credentials.length === 0 ? `Set the secrets of ${name}` : `Rotate the secrets of ${name}`}
      action="Keep these"
      error={set.error}
      isPending={set.isPending}
      onSubmit={() => set.mutate()}
      onClose={onClose}
    >
      <p className="fl-quiet">
        What is left empty stays as it is. Deliveries signed with a secret that is replaced are accepted until secrets
        are changed once more, so that nothing is lost meanwhile. Secrets are sealed, and never shown again.
      </p>
      <Loaded query={adapters} rows={2}>
        {(known) => (
          <SchemaFields
            schema={known.adapters.find(({ id }) => id === adapter)?.credentials ?? {}}
            value={given}
            onChange={setGiven}
            path="/credentials"
            errorAt={(path) => saidOf(set.error, path)}
          />
        )}
      </Loaded>
    </FormDialog>
  );
}
