import type { Campaign } from '@fairlead/core/api';
import { SegmentedControl, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { CurrencySelect } from '../../kit/form/currency-field.tsx';
import { rateOfPercent } from '../../kit/form/decimals.ts';
import { useMembership } from '../../session/me.ts';
import { slugOf } from './slug-of.ts';

/** A campaign that pays a percentage of each sale. Everything else is set in its terms. */
export function NewCampaign({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const { homeCurrency } = useMembership();
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [destinationUrl, setDestination] = useState('');
  const [percent, setPercent] = useState('20');
  const [currency, setCurrency] = useState(homeCurrency);
  const [state, setState] = useState('active');
  const rate = rateOfPercent(percent);
  const add = useChange(async () => {
    const body = {
      name: name.trim(),
      slug: slug ?? slugOf(name),
      destinationUrl: destinationUrl.trim(),
      currency,
      state,
      terms: { commission: { models: { cps: { kind: 'percent', rate: rate ?? percent } } } },
    };
    const { id } = await post<Campaign>('/v1/campaigns', body);
    await navigate({ to: `/campaigns/${id}` });
  }, '/v1/campaigns');
  const errorAt = (path: string) => saidOf(add.error, path);
  return (
    <FormDialog
      title="Create a campaign"
      action="Create campaign"
      change={add}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        data-autofocus
        required
        maxLength={200}
        data-path="/name"
        error={errorAt('/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Slug"
        description="Names the campaign in the API; it cannot be changed later."
        required
        data-path="/slug"
        error={errorAt('/slug')}
        value={slug ?? slugOf(name)}
        onChange={({ currentTarget }) => setSlug(currentTarget.value)}
      />
      <TextInput
        label="Links lead to"
        type="url"
        placeholder="https://"
        required
        data-path="/destinationUrl"
        error={errorAt('/destinationUrl')}
        value={destinationUrl}
        onChange={({ currentTarget }) => setDestination(currentTarget.value)}
      />
      <TextInput
        label="A sale earns"
        description="Of what was paid without tax and shipping. Flat amounts and renewals are set in the terms."
        inputMode="decimal"
        rightSection="%"
        required
        data-path="/terms/commission/models/cps/rate"
        error={
          rate === null && percent.trim() !== ''
            ? 'A percentage such as 20 or 12.5'
            : errorAt('/terms/commission/models/cps/rate')
        }
        value={percent}
        onChange={({ currentTarget }) => setPercent(currentTarget.value)}
      />
      <CurrencySelect
        label="Currency of clicks, leads and bonuses"
        value={currency}
        onChange={setCurrency}
        error={errorAt('/currency')}
      />
      <SegmentedControl
        aria-label="State"
        data={[
          { value: 'active', label: 'Active at once' },
          { value: 'draft', label: 'A draft' },
        ]}
        value={state}
        onChange={setState}
      />
    </FormDialog>
  );
}
