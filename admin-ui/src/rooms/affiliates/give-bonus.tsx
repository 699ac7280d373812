import type { BonusGiven, Enrollment } from '@fairlead/core/api';
import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { moneyText } from '../../kit/money-text.ts';
import { Notice } from '../../kit/notice.tsx';
import type { OfAffiliate } from './of-affiliate.ts';
import { type Milestone, useMilestones } from './use-milestones.ts';

interface GiveBonusProps extends OfAffiliate {
  readonly onClose: () => void;
}

/** Somebody reached a milestone because a person says so: the bonus is what their terms agree on for it, once (C3). */
export function GiveBonus({ affiliate, enrollments, campaigns, onClose }: GiveBonusProps) {
  const open = enrollments.filter(({ status }) => status === 'approved');
  const [enrollmentId, setEnrollment] = useState(open.length === 1 ? open[0]?.id : undefined);
  const [name, setName] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const chosen = open.find(({ id }) => id === enrollmentId);
  const milestones = useMilestones(chosen);
  const give = useChange(
    async () => {
      const given = await post<BonusGiven>(`/v1/enrollments/${enrollmentId}/milestones`, {
        name,
        reason: reason.trim(),
      });
      if (!given.deduped) onClose();
      return given;
    },
    '/v1/conversions',
    '/v1/balances',
    '/v1/affiliates',
    '/v1/overview',
  );
  const bonus = milestones?.find((one) => one.name === name);
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
        placeholder={open.length === 0 ? 'They are approved in none' : 'Choose one'}
        data={open.map((one: Enrollment) => ({ value: one.id, label: campaigns.get(one.campaignId) ?? one.slug }))}
        value={enrollmentId ?? null}
        onChange={(id) => {
          setEnrollment(id ?? undefined);
          setName(null);
          give.reset();
        }}
      />
      {chosen !== undefined && milestones?.length === 0 ? (
        <Notice>
          The terms that hold for them name no bonus. Add one to the terms of the campaign, of their group, or of their
          own, under Bonuses.
        </Notice>
      ) : (
        <Select
          label="For"
          description="What is agreed on in the terms that hold for them. Each is given once."
          required
          disabled={chosen === undefined}
          placeholder="Choose what they reached"
          data-path="/name"
          error={saidOf(give.error, '/name')}
          data={(milestones ?? []).map((one) => ({ value: one.name, label: `${one.name}: ${amountOf(one)}` }))}
          value={name}
          onChange={(chosenName) => {
            setName(chosenName);
            give.reset();
          }}
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
const amountOf = ({ minor, currency }: Milestone): string => moneyText(minor, currency);
