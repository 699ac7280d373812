import type { MadeApiKey } from '@fairlead/core/api';
import { Checkbox, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { MadeKey } from './made-key.tsx';
import { originsIn, OriginsField } from './origins-field.tsx';

const scopeWords = {
  track: 'Track: tell of clicks, leads, sales and refunds',
  read: 'Read: lists, balances and explanations',
  manage: 'Manage: what people edit in this dashboard',
} as const;

/** A key for one program, or for pages. It is shown once, when it is made. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const campaigns = useCampaignNames();
  const [name, setName] = useState('');
  const [kind, setKind] = useState('secret');
  const [mode, setMode] = useState('live');
  const [scopes, setScopes] = useState<string[]>(['track', 'read']);
  const [origins, setOrigins] = useState('');
  const [campaignId, setCampaign] = useState<string | null>(null);
  const [signed, setSigned] = useState(false);
  const isPublic = kind === 'publishable';
  const add = useChange(
    () =>
      post<MadeApiKey>('/v1/api-keys', {
        name: name.trim(),
        mode,
        ...(isPublic ? { kind, origins: originsIn(origins) } : { scopes, signed }),
        ...(campaignId === null ? {} : { campaignId }),
      }),
    '/v1/api-keys',
    '/v1/audit',
  );
  if (add.data !== undefined) return <MadeKey made={add.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Create an API key"
      action="Create key"
      change={add}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="Kind"
        data={[
          { value: 'secret', label: 'Secret: for a server' },
          { value: 'publishable', label: 'Publishable: for pages' },
        ]}
        value={kind}
        onChange={setKind}
      />
      <TextInput
        label="Name"
        description={isPublic ? 'The site whose pages will show it.' : 'The program that will call with it.'}
        placeholder={isPublic ? 'Sign-up page' : 'Shop backend'}
        data-autofocus
        required
        maxLength={200}
        data-path="/name"
        error={saidOf(add.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <SegmentedControl
        aria-label="Mode"
        data={[
          { value: 'live', label: 'Live' },
          { value: 'test', label: 'Test: nothing is ever paid' },
        ]}
        value={mode}
        onChange={setMode}
      />
      {isPublic ? (
        <OriginsField value={origins} onChange={setOrigins} error={add.error} />
      ) : (
        <Checkbox.Group label="May" value={scopes} onChange={setScopes} error={saidOf(add.error, '/scopes')}>
          {Object.entries(scopeWords).map(([scope, word]) => (
            <Checkbox key={scope} mt={6} value={scope} label={word} />
          ))}
        </Checkbox.Group>
      )}
      <Select
        label="Only for the campaign"
        placeholder="Every campaign"
        clearable
        clearButtonProps={{ 'aria-label': 'Every campaign' }}
        data={[...campaigns].map(([value, label]) => ({ value, label }))}
        data-path="/campaignId"
        error={saidOf(add.error, '/campaignId')}
        value={campaignId}
        onChange={setCampaign}
      />
      {!isPublic && (
        <Switch
          label="Requests must be signed"
          description="A secret is made beside the key; a stolen key alone is then worth nothing."
          checked={signed}
          onChange={({ currentTarget }) => setSigned(currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
