import type { Connection } from '@fairlead/core/api';
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { SchemaFields } from '../../kit/form/schema-form.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { SharedAddress } from '../../kit/shared-address.tsx';
import { useAdapters } from './adapters.ts';
import { SetUp } from './set-up.tsx';

/** One account of a processor. Its address exists once it is made, and most processors show the secret only for an address. */
export function NewConnection({ onClose }: { readonly onClose: () => void }) {
  const known = useAdapters();
  const adapters = known.data?.adapters ?? [];
  const [picked, setPicked] = useState('');
  const adapter = picked || (adapters[0]?.id ?? '');
  const [mode, setMode] = useState('live');
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [credentials, setCredentials] = useState<Record<string, unknown>>({});
  const chosen = adapters.find(({ id }) => id === adapter);
  const add = useChange(
    () =>
      post<Connection>('/v1/connections', {
        adapter,
        mode,
        credentials,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        ...(account.trim() === '' ? {} : { account: account.trim() }),
      }),
    '/v1/connections',
    '/v1/audit',
  );
  if (add.data !== undefined && chosen?.setsUp === true && add.data.credentials.length > 0)
    return <SetUp connection={add.data} onClose={onClose} />;
  if (add.data !== undefined) return <Made connection={add.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Connect a processor"
      action="Connect"
      change={add}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      {known.error !== null && <ProblemNote error={known.error} />}
      <Select
        label="Processor"
        data={adapters.map(({ id, title }) => ({ value: id, label: title }))}
        allowDeselect={false}
        data-path="/adapter"
        error={saidOf(add.error, '/adapter')}
        value={adapter}
        onChange={(id) => {
          setPicked(id ?? '');
          setCredentials({});
        }}
      />
      <SegmentedControl
        aria-label="Mode"
        data={[
          { value: 'live', label: 'Live' },
          { value: 'test', label: 'Test' },
        ]}
        value={mode}
        onChange={setMode}
      />
      <TextInput
        label="Name"
        description="Left empty: the processor's."
        maxLength={200}
        data-path="/name"
        error={saidOf(add.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Account"
        description="The processor's id of the account: deliveries of another are refused. Of Shopify your shop, larch.myshopify.com."
        maxLength={200}
        data-path="/account"
        error={saidOf(add.error, '/account')}
        value={account}
        onChange={({ currentTarget }) => setAccount(currentTarget.value)}
      />
      {chosen !== undefined && (
        <>
          <p className="fl-quiet">
            {chosen.setsUp
              ? 'With a key, the next step has the processor deliver here by itself. Without one, it gives you the address to enter there, and the secret may be set later.'
              : 'Secrets may be set later: most processors show them only once the address that the next step gives is entered there.'}
          </p>
          <SchemaFields
            key={adapter}
            schema={chosen.credentials}
            value={credentials}
            onChange={setCredentials}
            path="/credentials"
            errorAt={(path) => saidOf(add.error, path)}
          />
        </>
      )}
    </FormDialog>
  );
}

function Made({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  return (
    <Dialog
      title={`${connection.name} is connected`}
      acts={
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      }
      onClose={onClose}
    >
      <p>Enter this address at your processor as the one to deliver to:</p>
      <SharedAddress url={connection.webhookUrl} what={`hook URL of ${connection.name}`} qr={false} />
      {connection.credentials.length === 0 && (
        <p className="fl-quiet">It shows you a secret then. Set it here: until it is set, every delivery is refused.</p>
      )}
    </Dialog>
  );
}
