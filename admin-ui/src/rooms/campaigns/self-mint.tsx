import type { Campaign, ParentCouponPage } from '@fairlead/core/api';
import { NumberInput, Select, Switch, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useApi } from '../../api/use-api.ts';
import { EditForm } from '../../kit/edit-form.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { useMay } from '../../session/may.ts';
import { discountWords } from '../coupons/discount-words.ts';

type Rules = Campaign['selfMint'];

/** Whether affiliates choose codes of their own, and within which bounds (F71). */
export function SelfMint({ campaign }: { readonly campaign: Campaign }) {
  const path = `/v1/campaigns/${campaign.id}`;
  const { may } = useMay('admin');
  const [seen, setSeen] = useState(campaign);
  const [rules, setRules] = useState(campaign.selfMint);
  const set = (changed: Partial<Rules>): void => setRules({ ...rules, ...changed });
  const parents = useApi<ParentCouponPage>('/v1/parent-coupons', {
    campaignId: campaign.id,
    archived: false,
    take: 200,
  });
  const save = useVersioned(
    async (version) => setSeen(await patch<Campaign>(path, { selfMint: rules, version })),
    () => get<Campaign>(path),
    '/v1/campaigns',
  );
  const errorAt = (name: keyof Rules) => saidOf(save.error, `/selfMint/${name}`);
  const onOff = (enabled: boolean): string => (enabled ? 'on' : 'off');
  return (
    <EditForm
      needs="admin"
      change={save}
      compare={({ selfMint: now }) => [
        ['Own codes', onOff(now.enabled), onOff(rules.enabled)],
        ['Reserved words', now.reservedWords.join(', '), rules.reservedWords.join(', ')],
        ['Codes of each affiliate', String(now.codesPerAffiliate), String(rules.codesPerAffiliate)],
        ['Wishes a day', String(now.triesPerDay), String(rules.triesPerDay)],
      ]}
      onFill={(now) => {
        setSeen(now);
        setRules(now.selfMint);
      }}
      onSubmit={() => save.save(seen.version)}
    >
      <Switch
        label="Affiliates choose codes of their own"
        description="Each is made with the discount below, and credits them at once."
        disabled={!may}
        checked={rules.enabled}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
      />
      <Select
        label="Their codes give"
        allowDeselect
        placeholder="A parent coupon of this campaign"
        nothingFoundMessage="There is none yet: create one under Coupons"
        disabled={!may}
        data-path="/selfMint/parentCouponId"
        error={errorAt('parentCouponId')}
        data={(parents.data?.data ?? []).map((one) => ({
          value: one.id,
          label: `${one.name} (${discountWords(one)})`,
        }))}
        value={rules.parentCouponId}
        onChange={(parentCouponId) => set({ parentCouponId })}
      />
      <TagsInput
        label="Reserved words"
        description="No code of theirs holds one, in any case and with or without hyphens. Enter ends a word."
        disabled={!may}
        data-path="/selfMint/reservedWords"
        error={errorAt('reservedWords')}
        value={[...rules.reservedWords]}
        onChange={(reservedWords) => set({ reservedWords })}
      />
      <NumberInput
        label="Codes of each affiliate"
        description="At most, of those they chose and that are not switched off."
        min={1}
        max={100}
        allowDecimal={false}
        disabled={!may}
        data-path="/selfMint/codesPerAffiliate"
        error={errorAt('codesPerAffiliate')}
        value={rules.codesPerAffiliate}
        onChange={(value) => set({ codesPerAffiliate: Number(value) })}
      />
      <NumberInput
        label="Wishes a day"
        description="Granted or not, so that nobody finds out by trying which codes there are."
        min={1}
        max={1000}
        allowDecimal={false}
        disabled={!may}
        data-path="/selfMint/triesPerDay"
        error={errorAt('triesPerDay')}
        value={rules.triesPerDay}
        onChange={(value) => set({ triesPerDay: Number(value) })}
      />
    </EditForm>
  );
}
