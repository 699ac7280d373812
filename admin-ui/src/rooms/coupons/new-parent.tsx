import { Group, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { CurrencySelect } from '../../kit/form/currency-field.tsx';
import { rateOfPercent } from '../../kit/form/decimals.ts';
import { useCampaignNames } from '../../kit/names.ts';
import { useMembership } from '../../session/me.ts';
import { minorOf } from './minor-of.ts';
import { MintSelect } from './mint-select.tsx';

/** A discount that codes inherit. Once a code was made from it, it is what it is. */
export function NewParent({ onClose }: { readonly onClose: () => void }) {
  const { homeCurrency } = useMembership();
  const campaigns = useCampaignNames();
  const [campaignId, setCampaign] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [kind, setKind] = useState('percent');
  const [off, setOff] = useState('20');
  const [currency, setCurrency] = useState(homeCurrency);
  const [duration, setDuration] = useState('once');
  const [months, setMonths] = useState<number | string>(3);
  const [expires, setExpires] = useState('');
  const [most, setMost] = useState<number | string>('');
  const [connectionId, setConnection] = useState('');
  const campaign = campaignId ?? [...campaigns.keys()][0] ?? '';
  const isPercent = kind === 'percent';
  const read = isPercent ? rateOfPercent(off) : minorOf(off, currency);
  const add = useChange(
    async () => {
      await post('/v1/parent-coupons', {
        campaignId: campaign,
        name: name.trim(),
        ...(isPercent ? { percentOff: read ?? off } : { amountOff: read ?? off, currency }),
        duration,
        ...(duration === 'months' && { months }),
        ...(expires !== '' && { expiresAt: `${expires}T00:00:00Z` }),
        ...(most !== '' && { maxRedemptions: most }),
        ...(connectionId !== '' && { connectionId }),
      });
      onClose();
    },
    '/v1/parent-coupons',
    '/v1/audit',
  );
  const errorAt = (path: string) => saidOf(add.error, path);
  const unreadable = read === null && off.trim() !== '';
  return (
    <FormDialog
      title="Create a parent coupon"
      action="Create parent coupon"
      change={add}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="Buyers see it where your processor shows one."
        data-autofocus
        required
        maxLength={200}
        data-path="/name"
        error={errorAt('/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {campaigns.size > 1 && (
        <Select
          label="Campaign"
          data-path="/campaignId"
          allowDeselect={false}
          data={[...campaigns].map(([value, label]) => ({ value, label }))}
          value={campaign}
          onChange={setCampaign}
        />
      )}
      <SegmentedControl
        aria-label="Kind of discount"
        data={[
          { value: 'percent', label: 'Percent off' },
          { value: 'amount', label: 'Amount off' },
        ]}
        value={kind}
        onChange={setKind}
      />
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          label={isPercent ? 'Percent off' : 'Amount off'}
          flex={1}
          inputMode="decimal"
          required
          rightSection={isPercent ? '%' : undefined}
          data-path={isPercent ? '/percentOff' : '/amountOff'}
          error={
            unreadable
              ? isPercent
                ? 'A percentage such as 20 or 12.5'
                : 'An amount such as 5 or 7.50'
              : (errorAt('/percentOff') ?? errorAt('/amountOff'))
          }
          value={off}
          onChange={({ currentTarget }) => setOff(currentTarget.value)}
        />
        {!isPercent && (
          <CurrencySelect label="Currency" value={currency} error={errorAt('/currency')} onChange={setCurrency} />
        )}
      </Group>
      <SegmentedControl
        aria-label="How long a subscription has it"
        data={[
          { value: 'once', label: 'Once' },
          { value: 'months', label: 'Some months' },
          { value: 'forever', label: 'For good' },
        ]}
        value={duration}
        onChange={setDuration}
      />
      {duration === 'months' && (
        <NumberInput
          label="Months"
          min={1}
          max={1200}
          allowDecimal={false}
          required
          data-path="/months"
          error={errorAt('/months')}
          value={months}
          onChange={setMonths}
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          label="Ends"
          description="At midnight UTC; may stay empty."
          type="date"
          data-path="/expiresAt"
          error={errorAt('/expiresAt')}
          value={expires}
          onChange={({ currentTarget }) => setExpires(currentTarget.value)}
        />
        <NumberInput
          label="Redemptions of each code"
          description="At most; may stay empty."
          min={1}
          allowDecimal={false}
          data-path="/maxRedemptions"
          error={errorAt('/maxRedemptions')}
          value={most}
          onChange={setMost}
        />
      </Group>
      <MintSelect value={connectionId} error={errorAt('/connectionId')} onChange={setConnection} />
    </FormDialog>
  );
}
