import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { post } from '../../api/client.ts';
import { placeOf } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { rateOfPercent } from '../../kit/form/decimals.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useRefusal } from '../../session/me.ts';
import { slugOf } from './slug-of.ts';

/** Four fields; everything else has a default and is changed later. */
export function AddCampaign() {
  const [name, setName] = useState('Partners');
  const [destinationUrl, setDestinationUrl] = useState('https://');
  const [percent, setPercent] = useState('20');
  const [holdDays, setHoldDays] = useState(30);
  const refusal = useRefusal('admin');
  const add = useChange(() => {
    const models = { cps: { kind: 'percent', rate: rateOfPercent(percent) ?? percent, renewals: 'every' } };
    const terms = { commission: { holdDays, models } };
    return post('/v1/campaigns', { name, slug: slugOf(name), state: 'active', destinationUrl, terms });
  }, '/v1/campaigns');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  const wrong = (path: string): string | undefined => placeOf(add.error, path);
  return (
    <form className="fl-start-form" onSubmit={submit}>
      <TextInput
        label="Campaign"
        required
        value={name}
        error={wrong('/name') ?? wrong('/slug')}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Where links lead"
        description="Your site, or its pricing page."
        type="url"
        required
        value={destinationUrl}
        error={wrong('/destinationUrl')}
        onChange={({ currentTarget }) => setDestinationUrl(currentTarget.value)}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Commission"
          description="Of every payment, before tax."
          rightSection="%"
          inputMode="decimal"
          required
          value={percent}
          error={wrong('/terms/commission/models/cps/rate')}
          onChange={({ currentTarget }) => setPercent(currentTarget.value)}
        />
        <NumberInput
          label="Hold"
          description="Until it may be paid out."
          suffix=" days"
          min={0}
          max={3650}
          hideControls
          value={holdDays}
          onChange={(value) => setHoldDays(Number(value))}
        />
      </Group>
      {add.error !== null && <ProblemNote error={add.error} />}
      <p className="fl-say">
        Reads as: {percent || '…'}% of every payment, held for {holdDays} days.
      </p>
      <Button type="submit" loading={add.isPending} disabled={refusal !== null} title={refusal ?? undefined}>
        Set up the campaign
      </Button>
    </form>
  );
}
