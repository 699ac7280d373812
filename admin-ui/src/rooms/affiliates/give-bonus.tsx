import type { BonusGiven, CampaignPage, Enrollment } from '@fairlead/core/api';
import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { majorOf, minorOf } from '../../kit/form/decimals.ts';
import { moneyText } from '../../kit/money-text.ts';
import { Notice } from '../../kit/notice.tsx';
import type { OfAffiliate } from './of-affiliate.ts';
import { type Milestone, useMilestones } from './use-milestones.ts';

interface GiveBonusProps extends OfAffiliate {
  readonly onClose: () => void;
}

/** No milestone is called that. */
const ofOnesOwn = '+';

/** What the terms agree on for a milestone, which a person says was reached, once; or any amount (C3). */
export function GiveBonus({ affiliate, enrollments, campaigns, onClose }: GiveBonusProps) {
  const open = enrollments.filter(({ status }) => status === 'approved');
  const [enrollmentId, setEnrollment] = useState(open.length === 1 ? open[0]?.id : undefined);
  const [name, setName] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const chosen = open.find(({ id }) => id === enrollmentId);
  const milestones = useMilestones(chosen);
  const known = useApi<CampaignPage>('/v1/campaigns', { take: 200, sort: 'name' });
  const currency = known.data?.data.find(({ id }) => id === chosen?.campaignId)?.currency ?? '';
  const isFree = name === ofOnesOwn;
  const minor = minorOf(amount, currency);
  const give = useChange(
    async () => {
      const what = isFree ? { amount: minor ?? amount } : { name };
      const body = { ...what, reason: reason.trim() };
      const given = await post<BonusGiven>(`/v1/enrollments/${enrollmentId}/milestones`, body);
      if (!given.deduped) onClose();
      return given;
    },
    '/v1/conversions',
    '/v1/balances',
    '/v1/affiliates',
    '/v1/overview',
  );
  const bonus = isFree
    ? minor === null
      ? undefined
      : { minor, currency }
    : milestones?.find((one) => one.name === name);
  return (
    <FormDialog
      title={`Give ${affiliate.name} a bonus`}
      action={bonus === undefined ? 'Give the bonus' : `Give ${amountOf(bonus)}`}
      change={give}
      onSubmit={() => give.mutate()}
      onClose={onClose}
    >
      <Select
        label="Campaign"
        required
        searchable
        placeholder={open.length === 0 ? 'They are approved in none' : 'Choose one'}
        data={open.map((one: Enrollment) => ({ value: one.id, label: campaigns.get(one.campaignId) ?? one.slug }))}
        value={enrollmentId ?? null}
        onChange={(id) => {
          setEnrollment(id ?? undefined);
          setName(null);
          give.reset();
        }}
      />
      <Select
        label="For"
        description="What the terms that hold for them agree on, each given once; or any amount."
        required
        searchable
        disabled={milestones === undefined}
        placeholder="Choose what it is for"
        data-path="/name"
        error={saidOf(give.error, '/name')}
        data={[
          ...(milestones ?? []).map((one) => ({ value: one.name, label: `${one.name}: ${amountOf(one)}` })),
          { value: ofOnesOwn, label: 'Something else: an amount of your own' },
        ]}
        value={name}
        onChange={(chosenName) => {
          setName(chosenName);
          give.reset();
        }}
      />
      {isFree && (
        <TextInput
          label={`Amount in ${currency}`}
          description="Bonuses are in the currency of the campaign."
          required
          inputMode="decimal"
          data-path="/amount"
          error={
            amount.trim() !== '' && minor === null
              ? `An amount such as ${majorOf(5_000_000, currency)}`
              : saidOf(give.error, '/amount')
          }
          value={amount}
          onChange={({ currentTarget }) => setAmount(currentTarget.value)}
        />
      )}
      <Textarea
        label="Reason"
        description="Kept with the bonus, beside your name."
        required
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {give.data?.deduped === true && (
        <Notice>They were given this bonus before: nothing was added. It stands among their sales.</Notice>
      )}
    </FormDialog>
  );
}

/** In the campaign's currency it is rounded once, when it is given; as agreed, it is told in full. */
const amountOf = ({ minor, currency }: Pick<Milestone, 'minor' | 'currency'>): string => moneyText(minor, currency);
