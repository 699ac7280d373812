import type { Connection } from '@fairlead/core/api';
import { useState } from 'react';
import { saidOf } from '../../api/said-of.ts';
import { SchemaFields } from '../../kit/form/schema-form.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { useEdit } from '../../kit/use-edit.ts';
import { useAdapters } from './adapters.ts';
import { comparedWith } from './compared.ts';

interface SetSecretsProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** New secrets. Those that are left empty stay; deliveries signed with the one before are accepted until the next change. */
export function SetSecrets({ connection, onClose }: SetSecretsProps) {
  const adapters = useAdapters();
  const [given, setGiven] = useState<Record<string, unknown>>({});
  const path = `/v1/connections/${connection.id}`;
  const body = () => ({ credentials: given });
  const set = useEdit({ path, of: connection, body, onDone: onClose }, '/v1/connections');
  const { name, adapter, credentials } = set.seen;
  return (
    <FormDialog
      title={credentials.length === 0 ? `Set the secrets of ${name}` : `Rotate the secrets of ${name}`}
      action="Keep these"
      change={set}
      compare={(now) => comparedWith(now, set.seen)}
      onSubmit={set.save}
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
