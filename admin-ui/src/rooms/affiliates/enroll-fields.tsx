import type { CampaignPage } from '@fairlead/core/api';
import { Checkbox, Select, TextInput } from '@mantine/core';
import { saidOf } from '../../api/said-of.ts';
import { useApi } from '../../api/use-api.ts';
import { EnrollmentSelect } from '../../kit/enrollment-select.tsx';

export interface Enrolling {
  /** Empty: none chosen. */
  readonly campaignId: string;
  readonly slug: string;
  readonly approved: boolean;
  /** Empty: nobody. */
  readonly recruiterId: string;
}

export const nothingChosen: Enrolling = { campaignId: '', slug: '', approved: true, recruiterId: '' };

export const enrollmentBody = (
  affiliateId: string,
  { campaignId, slug, approved, recruiterId }: Enrolling,
): object => ({
  affiliateId,
  campaignId,
  status: approved ? 'approved' : 'pending',
  ...(slug.trim() === '' ? {} : { slug: slug.trim() }),
  ...(recruiterId === '' ? {} : { recruiterId }),
});

interface EnrollFieldsProps {
  readonly value: Enrolling;
  readonly onChange: (value: Enrolling) => void;
  readonly error: Error | null;
  readonly isOptional?: boolean;
  /** Campaigns they are in already. */
  readonly without?: readonly string[];
}

/** In which campaign, and under which link. */
export function EnrollFields({ value, onChange, error, isOptional = false, without = [] }: EnrollFieldsProps) {
  const campaigns = useApi<CampaignPage>('/v1/campaigns', { take: 200, sort: 'name' });
  const open = campaigns.data?.data.filter(({ id, state }) => state !== 'archived' && !without.includes(id)) ?? [];
  const set = (change: Partial<Enrolling>): void => onChange({ ...value, ...change });
  return (
    <>
      <Select
        label="Campaign"
        description={isOptional ? 'Whose terms hold for them. May be chosen later.' : 'Whose terms hold for them.'}
        placeholder={campaigns.data !== undefined && open.length === 0 ? 'There is no other campaign' : 'Choose one'}
        clearable={isOptional}
        required={!isOptional}
        searchable
        data={open.map(({ id, name, state }) => ({
          value: id,
          label: state === 'active' ? name : `${name} (${state})`,
        }))}
        data-path="/campaignId"
        error={saidOf(error, '/campaignId')}
        value={value.campaignId === '' ? null : value.campaignId}
        onChange={(chosen) => set({ campaignId: chosen ?? '', recruiterId: '' })}
        clearButtonProps={{ 'aria-label': 'Choose none' }}
      />
      {value.campaignId !== '' && (
        <>
          <TextInput
            label="Slug of their link"
            description="Letters, digits and hyphens. Left empty, it is made from the name."
            data-path="/slug"
            error={saidOf(error, '/slug')}
            value={value.slug}
            onChange={({ currentTarget }) => set({ slug: currentTarget.value })}
          />
          <EnrollmentSelect
            label="Recruited by"
            description="Somebody of this campaign, who earns by what they earn where the campaign pays for recruiting."
            isOptional
            campaignId={value.campaignId}
            path="/recruiterId"
            error={saidOf(error, '/recruiterId')}
            value={value.recruiterId}
            onChange={(recruiterId) => set({ recruiterId })}
          />
          <Checkbox
            label="Approve at once"
            description="Otherwise they wait among those who applied, and earn nothing yet."
            checked={value.approved}
            onChange={({ currentTarget }) => set({ approved: currentTarget.checked })}
          />
        </>
      )}
    </>
  );
}
